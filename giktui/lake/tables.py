"""The Parquet files as Ibis tables, on the engine of choice."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    import ibis.expr.types as ir

Engine = Literal["duckdb", "spark"]


@dataclass(frozen=True, slots=True)
class Lake:
    """The three tables that `write_lake` wrote; `cells` has year and level as columns, from the folders' names."""

    cells: "ir.Table"
    counted: "ir.Table"
    agencies: "ir.Table"


def open_lake(folder: Path, engine: Engine = "duckdb") -> Lake:
    """The tables below `folder`. Raises GiktuiError if it holds no lake, or the engine is not installed."""
    if not (folder / "cells").is_dir() or not (folder / "counted").is_dir():
        raise GiktuiError(_("{folder} 中没有 giktui lake write 写的文件。").format(folder=folder))
    connection = _duckdb() if engine == "duckdb" else _spark()
    return Lake(*(_read(connection, engine, folder / name, name) for name in ("cells", "counted", "agencies")))


def _duckdb() -> Any:
    need("duckdb", "lake")
    import ibis

    return ibis.duckdb.connect()


def _spark() -> Any:
    need("pyspark", "spark")
    import ibis
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[2]").appName("giktui").config("spark.ui.enabled", "false")
    return ibis.pyspark.connect(session.getOrCreate())


def _read(connection: Any, engine: Engine, folder: Path, name: str) -> "ir.Table":
    if engine == "spark":  # finds partitions by itself
        return connection.read_parquet(str(folder), table_name=name)
    return connection.read_parquet(str(folder / "**" / "*.parquet"), table_name=name, hive_partitioning=True)


def need(package: str, extra: str) -> None:
    """Raises GiktuiError with the command that installs the extra, if the package is not there."""
    if find_spec(package) is None or find_spec("pyarrow") is None:
        text = _("需要 {package}，还没有安装。请运行 pip install 'giktui[{extra}]'。")
        raise GiktuiError(text.format(package=package, extra=extra))
