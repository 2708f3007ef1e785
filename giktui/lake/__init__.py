"""Past one machine: the database as Parquet files, and its sums and statistics once in Ibis for DuckDB and Spark.

Needs the extra `lake` (`spark` for Spark); nothing here is imported before a command of the lake is asked for.
"""

from giktui.lake.statistics import rollup, spreads
from giktui.lake.tables import Lake, open_lake
from giktui.lake.writing import write_lake

__all__ = ["Lake", "open_lake", "rollup", "spreads", "write_lake"]
