#!/usr/bin/env bash
# IREE 3.13.0, llvm-cpu: (-1) ** k and (-2) ** k with the base written into the program are 0 for every k, while the same base
# from a buffer gives NaN and an integer base the right powers.
#
# A good guess would be: 1, -1, 1, -1, as JAX gives for the same StableHLO, whose power is that of IEEE 754; or NaN, as
# IREE's exp(k * log(base)) gives for a negative base at run time. Not an ordinary number, and not the same one for
# every k.
# Seen on 2026-11-29, lowered by JAX 0.10.2's jax.export, k = 0, 1, 2, 3:
#   jnp.power(-1.0, k)                         0 0 0 0          JAX: 1 -1 1 -1
#   x * jnp.power(-1.0, jnp.arange(4)), x = 1  0 0 0 0          JAX: 1 -1 1 -1
#   jnp.power(-2.0, k)                         0 0 0 0          JAX: 1 -2 4 -8
#   jnp.power(x, k), x = -1 from a buffer      NaN              JAX: 1 -1 1 -1
#   jnp.power(x, k), x = 0 from a buffer       NaN 0 0 0        JAX: 1 0 0 0
#   jnp.power(-1, k) of integers               1 -1 1 -1
#   x ** 2, x ** 3 (exponent written)          right
#
# What it means: alternating signs, as of a series, a checkerboard or a Fourier feature, vanish with no NaN to show it. Write
# 1 - 2 * (k % 2), or keep base and exponent integers.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet iree-base-compiler==3.13.0 iree-base-runtime==3.13.0 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import iree.compiler
import iree.runtime
import jax
import jax.numpy as jnp
import numpy as np

config = iree.runtime.Config("local-sync")


def both(f, *inputs):
    text = jax.export.export(jax.jit(f))(*inputs).mlir_module()
    code = iree.compiler.compile_str(
        text, target_backends=["llvm-cpu"], input_type="stablehlo", extra_args=["--iree-llvmcpu-target-cpu=generic"]
    )
    context = iree.runtime.SystemContext(config=config)
    context.add_vm_module(iree.runtime.VmModule.copy_buffer(context.instance, code))
    module = next(context.modules[name] for name in context.modules if name != "hal")
    found, expected = module.main(*inputs).to_host(), np.asarray(jax.jit(f)(*inputs))
    print(found, expected)
    return found, expected


k = np.arange(8, dtype=np.float32)
signs = np.array([1, -1] * 4, np.float32)
found, expected = both(lambda k: jnp.power(np.float32(-1), k), k)
assert np.array_equal(expected, signs) and (found == 0).all()
found, expected = both(lambda k: jnp.power(np.float32(-2), k), k)
assert expected[3] == -8 and (found == 0).all()
found, expected = both(lambda x: x * jnp.power(-1.0, jnp.arange(8)), np.ones(8, np.float32))
assert np.array_equal(expected, signs) and (found == 0).all()
found, expected = both(jnp.power, -np.ones(8, np.float32), k)
assert np.array_equal(expected, signs) and np.isnan(found).all()
found, expected = both(jnp.power, np.zeros(8, np.float32), k)
assert expected[0] == 1 and np.isnan(found[0]) and (found[1:] == 0).all()
found, expected = both(lambda k: jnp.power(np.float32(2), k), k)
assert np.allclose(found, expected, rtol=1e-5)
found, expected = both(lambda k: jnp.power(-1, k), np.arange(8, dtype=np.int32))
assert np.array_equal(found, expected)
for n in (2, 3):
    found, expected = both(lambda x: x**n, k - 4)
    assert np.allclose(found, expected)
PYTHON
