#!/usr/bin/env bash
# IREE 3.13.0, llvm-cpu: the sine of every small negative number is off by about 6e-8, so that it is positive from -6e-8 up;
# sin(x) / x is -2e12 at -1e-20. That of small positive numbers is right. The sine of 1e20 is infinite.
#
# A good guess would be: sin(-x) is -sin(x), and sin(x) is x for a small x, as in every library of mathematics, in JAX on CPU
# and for the positive half here; with a bound relative to the result. Its tanh, erf, expm1 and log1p keep theirs.
# Seen on 2026-11-29, lowered by JAX 0.10.2's jax.export, compiled for a generic x86-64:
#   x           sin(x)        right         sinc(x)    right
#    1e-20       1e-20         1e-20        1          1
#   -1e-20       6.2e-08      -1e-20       -2e+12      1
#   -1e-07      -5.7e-08      -1e-07        1.1055     1
#   -1e-04      -9.994e-05    -1e-04        0.9998     1
#    1e+10       0            -0.4875    (compiled for the AVX-512 of the machine: -6e+21)
#    1e+20      -infinity      0.6566
#
# What it means: sinc (a Lanczos window, a band-limited kernel) is negative without bound left of 0, a network of sines has
# a jump there, and Fourier features of a large number leave [-1, 1]. Reduce the argument before, and take
# jnp.where(abs(x) < 1e-3, x, jnp.sin(x)).
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
x = np.array([1e-20, -1e-20, 1e-8, -1e-8, 1e-7, -1e-7, 1e-4, -1e-4, 0.3, -0.3, 1e10, -1e10, 1e20], np.float32)


def both(f, rows=x):
    text = jax.export.export(jax.jit(f))(rows).mlir_module()
    code = iree.compiler.compile_str(
        text, target_backends=["llvm-cpu"], input_type="stablehlo", extra_args=["--iree-llvmcpu-target-cpu=generic"]
    )
    context = iree.runtime.SystemContext(config=config)
    context.add_vm_module(iree.runtime.VmModule.copy_buffer(context.instance, code))
    module = next(context.modules[name] for name in context.modules if name != "hal")
    return module.main(rows).to_host(), np.asarray(jax.jit(f)(rows))


found, expected = both(jnp.sin)
sinc, sinc_expected = both(jnp.sinc)
for row in zip(x, found, expected, sinc, sinc_expected):
    print(*("%12.5g" % v for v in row))
positive = slice(0, 10, 2)
negative = slice(1, 10, 2)
assert np.allclose(expected, np.sin(x.astype(np.float64)), rtol=1e-5), "JAX is right"
assert np.allclose(found[positive], expected[positive], rtol=2e-6, atol=0)
assert (found[1:4:2] > 4e-8).all() and abs(found[5] / x[5] - 1) > 0.3 and abs(found[7] / x[7] - 1) > 3e-4
assert np.abs(found[negative] - expected[negative]).max() < 2e-7
assert sinc[1] < -1e11 and abs(sinc[0] - 1) < 1e-6
assert abs(found[10] - expected[10]) > 0.4 and np.isinf(found[12])
for f in (jnp.tanh, jnp.expm1, jnp.log1p, jax.scipy.special.erf):
    found, expected = both(f, x[:8])
    assert np.allclose(found, expected, rtol=2e-6, atol=0), f
PYTHON
