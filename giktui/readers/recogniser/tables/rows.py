"""The rows of a table as they stand in the document: found by their labels, line by line or cell by cell."""

from collections.abc import Iterable, Sequence

from giktui.form import Table, load_form
from giktui.readers.formats.text.reader import BARS
from giktui.readers.recogniser.detect.head_order import merged_heads
from giktui.readers.recogniser.detect.heads import Heads, column_of
from giktui.readers.recogniser.detect.labels import Meaning, alike, key, meaning, one_letter_off, sure_row
from giktui.readers.recogniser.detect.numbers import is_rest_of_number, printed
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.tables.line_words import PAGE, Labels, Said, is_sentence, may_be_label, said_by
from giktui.readers.recogniser.tables.row_labels import rows_among, rows_of_form
from giktui.readers.recogniser.tables.table_text import Loose, RowText, TableText

_PIECES = 6


class Scanner:
    """Walks the lines of one table; what a line means depends on the lines before it."""

    def __init__(self, form: str, table: Table) -> None:
        self.form = form
        self.table = table
        self.found = TableText(Heads(form))
        self.group = ""
        self._rows = rows_of_form(form, table.id)
        self._merged = merged_heads(form, table.id)
        self._open: RowText | None = None
        self._pieces: list[str] = []
        """Words that may be part of a label, the last of those set aside."""
        self._rows_since_heads = False
        self._tail = ""
        """The last words of the line before, if they may begin a label; set aside."""
        self._halves: Item | None = None

    def line(self, item: Item) -> None:
        """Takes in one line; the number of a page is none of the table's."""
        if item.only and PAGE.fullmatch(item.only):
            return
        said = said_by(self.form, self.table.id, item.words)
        rows = self._rows_among(said.labels) if said.rows is None else said.rows
        if not rows and is_sentence(item):
            self._close()
            self.found.set_aside(item.text, item)
            return
        if item.grid is not None:
            self.found.widths.add(len(item.fields))
        numbers = item.numbers or said.numbers
        if rows:
            self._take_rows(item, rows)
        elif not item.words:
            self._take_numbers(item)
        elif (self._tail or self._halves) and self._goes_on_with(item, said, numbers=numbers):
            self._tail, self._halves = "", None
        elif said.labels:
            self._take_labels(item, said, numbers=numbers)
        elif said.unknown:
            self._take_unknown(item, numbers=numbers)
        else:
            self._take_numbers(item)

    def _rows_among(self, labels: Labels) -> list[tuple[int, Meaning]]:
        before = self.found.rows[-1].row if self.found.rows else ""
        return rows_among(labels, self._rows, before, self.group)

    def _take_rows(self, item: Item, rows: Sequence[tuple[int, Meaning]]) -> None:
        self._close()
        end = len(item.fields)
        for place, (index, found) in enumerate(rows, 1):
            rest = item.fields[index + 1 : rows[place][0] if place < len(rows) else end]
            if place == len(rows) or any(rest):
                self._begin(RowText(found.id, found.how, item, index, rest, self.found.heads))
        self.group = self._rows.group_of[self.found.rows[-1].row]

    def _begin(self, row: RowText) -> None:
        self.found.rows.append(row)
        self._open = row
        self._rows_since_heads = True

    def _take_labels(self, item: Item, said: Said, *, numbers: bool) -> None:
        self._close()
        labels = said.labels
        columns = said.columns or (
            len(labels) < len(item.words) and not numbers and self._has_misspelt_head(item, labels)
        )
        if numbers and not columns and self._take_alike(item):
            return
        if said.groups:
            self.group = said.groups[-1].id
        merged = not columns and not numbers and any(group.id in self._merged for group in said.groups)
        if (columns or merged) and not numbers:
            if self._rows_since_heads:
                self._new_heads()
            heads = self.found.heads
            (heads.add if columns else heads.note)(self.table, item)
            if len(labels) < len(item.words):
                self._note_strange(item, labels)
            self._halves = item if columns and len(labels) < len(item.words) else None
        elif said.item:
            self._new_heads()
        self.found.heads.titled |= said.head
        if numbers and self.table.layout == "line":
            self.found.unread.append(Loose(item, len(self.found.rows), self.found.heads))
        elif numbers:
            self._leave(item)
        elif len(labels) < len(item.words):
            self._tail = item.words[-1][1]
            if not (columns or merged):
                known = {index for index, _found in labels}
                self.found.set_aside(" ".join(text for index, text in item.words if index not in known), item)

    def _has_misspelt_head(self, item: Item, labels: Labels) -> bool:
        """Whether one of the words that are no labels is very much like the head of a column."""
        known = {index for index, _found in labels}
        return any(index not in known and column_of(self.form, self.table.id, text) for index, text in item.words)

    def _note_strange(self, item: Item, labels: Labels) -> None:
        """Takes note of heads that the form does not have."""
        known = {index for index, _found in labels}
        self.found.strange += [
            (text, item, self.found.heads)
            for index, text in item.words
            if index not in known and not column_of(self.form, self.table.id, text)
        ]

    def _goes_on_with(self, item: Item, said: Said, *, numbers: bool) -> bool:
        """Takes a line that begins with what the line before broke off: a row's label, or heads."""
        if self._tail and numbers and not said.labels:
            return self._take_rest(item, self._tail)
        return bool(self._halves and not numbers) and self._mended(item)

    def _take_rest(self, item: Item, tail: str) -> bool:
        """Takes a line that begins with the rest of a row's label, whose beginning ends the line before."""
        index, rest = item.words[0]
        row = self._means(tail + rest)
        if not row or len(item.words) > 1:
            return False
        self.found.take_back(1 if self.found.others and self.found.others[-1].text.endswith(tail) else 0)
        self._close()
        self._begin(RowText(row, "exact", item, index, item.fields[index + 1 :], self.found.heads))
        return True

    def _mended(self, item: Item) -> bool:
        """Takes a line of the rests of heads whose beginnings stand in the line before."""
        first = self._halves or item
        halves = [
            index for index, text in enumerate(first.fields) if text and not meaning(self.form, self.table.id, text)
        ]
        rests = [text for text in item.fields if text]
        whole = list(first.fields)
        for index, rest in zip(halves, rests, strict=False):
            whole[index] += rest
        columns = [column_of(self.form, self.table.id, whole[index]) for index in halves]
        if len(halves) != len(rests) or not all(columns):
            return False
        self.found.heads.replace(self.table, first, first._replace(fields=tuple(whole)))
        self.found.strange = [one for one in self.found.strange if one[1] is not first]
        return True

    def _new_heads(self) -> None:
        self.found.heads = Heads(self.form)
        self._rows_since_heads = False

    def _take_numbers(self, item: Item) -> None:
        label = ""
        if self._open is None and self._pieces:
            close = alike(self.form, self.table.id, "".join(self._pieces), "row")
            pieces, self._pieces = self._pieces, []
            if close:
                self.found.take_back(len(pieces))
            elif may_be_label(pieces[-1]):
                self.found.take_back(1)
                label = pieces[-1]
            if close:
                self._begin(RowText(close[0], _fuzzy(close[1]), item, -1, (), self.found.heads))
        row = self._open
        if row is None or not _goes_on(row, item, len(self._rows.by_id[row.row].columns)):
            self._leave(item, label)
        else:
            if not item.fields and item.text in BARS:
                row.gaps += (len(row.more),)
            row.more.extend((text, item.place) for text in item.fields if text)
            row.below = item

    def _leave(self, item: Item, label: str = "") -> None:
        self.found.loose.append(Loose(item, len(self.found.rows), self.found.heads, label))

    def _take_unknown(self, item: Item, *, numbers: bool) -> None:
        """A line with words that no wording of the form fits: a piece of a label, another wording, or noise."""
        if item.only:
            self._take_piece(item)
        elif not numbers:
            self._close()
            self._tail = item.words[-1][1]
            self.found.set_aside(item.text, item)
        elif not self._take_end_of_label(item) and not self._take_alike(item):
            self._close()
            self._leave(item)

    def _take_piece(self, item: Item) -> None:
        """A line of one field of unknown words: the rest of a label, a piece of one, a head, or text."""
        if self._open and is_rest_of_number(item.only):
            self._leave(item)
            return
        if self._open and not self._open.more and self._open.index == _first(self._open.item):
            label = self._open.item.fields[self._open.index] + item.only
            if self._open.item.only and self._means(label) == self._open.row:
                return
        pieces = [*self._pieces, item.only][-_PIECES:]
        self._close()
        if not self._rows_since_heads:
            column = column_of(self.form, self.table.id, item.only)
            if column and column not in self.found.heads.columns:
                self.found.heads.add(self.table, item)
                return
        for start in range(len(pieces) - 1):
            text = "".join(pieces[start:])
            if row := self._means(text):
                self.found.take_back(len(pieces) - 1 - start)
                self._begin(RowText(row, "exact", item, -1, (), self.found.heads))
                return
            if column := column_of(self.form, self.table.id, text):
                self.found.take_back(len(pieces) - 1 - start)
                self.found.heads.columns.append(column)
                return
        self._pieces = pieces
        self._tail = item.only
        self.found.set_aside(item.only, item)
        heads = self.found.heads
        if heads.met and not self._rows_since_heads:
            heads.meet(("",))

    def _take_end_of_label(self, item: Item) -> bool:
        """Takes a line that begins with the rest of the label of the row before, which has no numbers yet."""
        row = self._open
        if row is None or row.more or any(row.rest) or row.index < 0 or len(item.words) != 1:
            return False
        index, rest = item.words[0]
        if self._means(row.item.fields[row.index] + rest) != row.row:
            return False
        self.found.rows.pop()
        self._begin(RowText(row.row, row.how, item, index, item.fields[index + 1 :], row.heads))
        return True

    def _take_alike(self, item: Item) -> bool:
        """Takes a line whose last words before the numbers are very much like a row's label."""
        index = max((n for n, text in enumerate(item.fields) if printed(text).kind == "text"), default=-1)
        if index < 0:
            return False
        close = alike(self.form, self.table.id, item.fields[index], "row")
        if close is None and (slip := one_letter_off(self.form, self.table.id, item.fields[index], ("row",))):
            close = slip.id, 1 - 1 / len(key(item.fields[index]).core)
        if close is None:
            return False
        self._close()
        self._begin(RowText(close[0], _fuzzy(close[1]), item, index, item.fields[index + 1 :], self.found.heads))
        return True

    def _means(self, text: str) -> str:
        sure = sure_row(meaning(self.form, self.table.id, text))
        return sure.id if sure else ""

    def _close(self) -> None:
        self._open = None
        self._pieces = []
        self._tail, self._halves = "", None


def rows_in(items: Iterable[Item], form: str, table: str) -> TableText:
    """What the lines hold of a table of the form."""
    scanner = Scanner(form, load_form(form).table(table))
    for item in items:
        scanner.line(item)
    return scanner.found


def _goes_on(row: RowText, item: Item, count: int) -> bool:
    """Whether a line of numbers belongs to the row before it: the row is not complete on its own line, some of it
    perhaps blank, and they are written alike, or the line before it ends with a bar."""
    if item.aligned or sum(map(bool, row.rest)) >= count or (len(row.rest) >= count and any(row.rest)):
        return False
    if (row.last.grid is None) == (item.grid is None):
        return True
    lines = (row.last.place.line, item.place.line)
    return row.last.text.endswith("|") and None not in lines and lines[1] == (lines[0] or 0) + 1


def _first(item: Item) -> int:
    return next(index for index, text in enumerate(item.fields) if text)


def _fuzzy(score: float) -> str:
    return f"fuzzy {score:.2f}"
