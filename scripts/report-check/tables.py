"""Writes tables for report-check.sh: values, two classes, thirty columns, and hostile names."""

import csv
import math
import random

random.seed(15)


def write(path, head, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def values():
    for _ in range(442):
        x = [random.gauss(0, 1) for _ in range(10)]
        y = 152 + 40 * x[2] + 25 * x[3] - 11 * x[1] + 31 * x[8] + random.gauss(0, 52)
        yield [round(value, 3) for value in x] + [round(y, 1)]


columns = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
write("diabetes.csv", columns + ["progression"], values())


def two(width):
    for _ in range(600):
        x = [random.gauss(0, 1) for _ in range(width)]
        p = 1 / (1 + math.exp(-(1.5 * x[0] - x[1] + 0.5 * x[2])))
        yield [round(value, 4) for value in x] + ["ill" if random.random() < p else "well"]


write("two.csv", [f"marker {i}" for i in range(5)] + ["state"], two(5))
write("wide.csv", [f"column number {i}" for i in range(30)] + ["state"], two(30))

script = "</script><script>alert(1)</script>"
names = [f"<img src=x onerror=alert({i})>" for i in range(3)]
rows = ([i % 7, i % 5, -i % 3, script if i % 2 else "<!-- {{ 7 * 7 }} & \u2028"] for i in range(80))
write("hostile.csv", names + ["kind"], rows)
