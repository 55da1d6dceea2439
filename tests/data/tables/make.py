"""Writes the Parquet files of this folder, with pandas 3.1.1 and pyarrow 26.0.1: `python make.py`."""

import datetime
import decimal

import numpy
import pandas
import pyarrow
import pyarrow.parquet

day = datetime.date(2021, 2, 3)
moment = datetime.datetime(2021, 2, 3, 4, 5, 6)
columns = {
    "int": pyarrow.array([-1, None, 2**53], pyarrow.int64()),
    "unsigned": pyarrow.array([0, 255, 7], pyarrow.uint8()),
    "large": pyarrow.array([2**64 - 2**11, 0, None], pyarrow.uint64()),
    "half": pyarrow.array(numpy.float16([0.1, -2, 65504])),
    "float": pyarrow.array([0.1, None, 2.5], pyarrow.float32()),
    "double": pyarrow.array([0.1, 1e300, -0.0]),
    "truth": pyarrow.array([True, None, False]),
    "text": pyarrow.array(["a", "ä", None]),
    "words": pyarrow.array(["x", "y", "x"]).dictionary_encode(),
    "decimal": pyarrow.array([decimal.Decimal("-12.34"), None, decimal.Decimal("0.05")]),
    "day": pyarrow.array([day, None, day]),
    "moment": pyarrow.array([moment, None, moment], pyarrow.timestamp("ns")),
    "time": pyarrow.array([moment.time(), None, moment.time()], pyarrow.time64("us")),
}
table = pyarrow.table(columns)
for version, codec in [("1.0", "NONE"), ("2.6", "SNAPPY"), ("2.6", "ZSTD"), ("2.6", "GZIP")]:
    pages = "1.0" if version == "1.0" else "2.0"
    name = f"types-{version}-{codec.lower()}.parquet"
    pyarrow.parquet.write_table(
        table, name, version=version, data_page_version=pages, compression=codec
    )
frame = pandas.DataFrame({"x": [0.5, 1.5], "y": ["a", "b"]}, index=[10, 12])
frame.to_parquet("index.parquet")
for name, index in ("named", [3, 9, 4]), ("range", [2001, 2003, 2005]):
    frame = pandas.DataFrame({"x": [0.5, 1.5, 2.5], "s": index, "y": ["a", "b", "a"]})
    frame.set_index("s").to_parquet(f"{name}.parquet")

# The same moments of New York's clock and of Greenwich's.
moment = pandas.date_range("2023-03-01", periods=3, freq="7h")
zoned = moment.tz_localize("America/New_York")
pandas.DataFrame({"place": moment, "zoned": zoned, "y": [1.5, 2.5, 4.5]}).to_parquet("zoned.parquet")

# A time of day of 25 hours, which pyarrow writes as it is told.
hours = pyarrow.array([3600, None, 90000], pyarrow.int64())
times = hours.cast(pyarrow.int32()).view(pyarrow.time32("s")).cast(pyarrow.time32("ms"), safe=False)
pyarrow.parquet.write_table(pyarrow.table({"long": times, "y": [1, 2, 3]}), "times.parquet")
