"""The networks and batches that are measured."""

# The grid of `gradshader bench --grid`: sizes, batch, members.
GRID = [
    ([64, 32, 10], 32, 1),
    ([784, 128, 10], 64, 1),
    ([64, 32, 10], 32, 64),
    ([784, 512, 512, 10], 256, 1),
    ([1024] * 5, 512, 1),
    ([2048] * 4, 1024, 1),
]


def name(case):
    sizes, batch, members = case
    prefix = f"{members} x " if members > 1 else ""
    return f"{prefix}{'-'.join(map(str, sizes))} b{batch}"


def flops(case):
    """Of the products of one step, as `Case::flops_per_sample` counts them."""
    sizes, batch, members = case
    products = sum(2 * a * b for a, b in zip(sizes, sizes[1:]))
    return (3 * products - 2 * sizes[0] * sizes[1]) * batch * members


def samples(case):
    """An epoch of some megabytes, as `Case::measure` has it."""
    sizes, batch, _ = case
    return batch * min(max((1 << 22) // (batch * sizes[0]), 2), 2048)
