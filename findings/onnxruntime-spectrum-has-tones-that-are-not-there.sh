#!/usr/bin/env bash
# ONNX Runtime 1.32.0 (CPU): DFT and STFT of float32 of a length that is not a power of two have an error that grows with the length:
# 0.008 % of 1,000 samples, 0.3 % of 44,100, 8 % of 1,000,003. A spectrum shows tones that are not in the sound.
#
# A good guess would be: some 1e-6 of the whole at any length, as of 65,536 samples here and of any length in NumPy, SciPy and PyTorch.
# Seen on 2026-12-01, root of the mean squared error over that of the right numbers, normal noise:
#   length      1,000    1,024    10,000   44,100   65,536   100,000   1,000,003
#   float32     8.1e-5   4.7e-7   7.4e-4   3.4e-3   7.3e-7   8.0e-3    8.0e-2
#   float64     1.4e-13                    6.2e-12  1.2e-15
# A second at 44,100 samples of a tone of 1 at 440 Hz and one of 0.001 at 5,000 Hz: beside the two there are tones of 0.00047 at 5,904 Hz,
# 0.00046 at 5,023 Hz and 0.00029 at 10,485 Hz; in 65,536 samples nothing above 0.0000002. A constant 1 has 0.0006 outside of frequency 0.
# STFT of frames of 400 samples (Whisper's), a tone of 440 Hz: 1.8e-5, of 512 4e-7; log10 of the power is off by 3.5 in the quiet bands.
#
# What it means: a filter or a spectral layer in a model (rfft, FNO, a mel spectrogram of frames of 400) that was right in training has a
# floor of noise, and a small line beside a large one may be the runtime's. Take frames of a power of two, or compute in float64.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
from onnx import parser


def run(text, x):
    model = parser.parse_model('<ir_version: 8, opset_import: ["" : 20]> ' + text)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x.reshape(1, -1, 1)})[0][0] @ np.array([1, 1j])


def spectrum(x):
    kind = {"float32": "float", "float64": "double"}[x.dtype.name]
    return run("g (%s[1,%d,1] x) => (%s[a,b,c] y) <int64 axis = {1}> { y = DFT<onesided=1>(x, , axis) }" % (kind, len(x), kind), x)


def error(found, right):
    return np.sqrt((abs(found - right) ** 2).mean() / (abs(right) ** 2).mean())


random = np.random.default_rng(0)
for length, low, high in [(1000, 5e-5, 5e-4), (1024, 0, 1e-6), (10000, 5e-4, 5e-3), (44100, 2e-3, 2e-2), (65536, 0, 1.5e-6),
                          (100000, 4e-3, 4e-2), (1000003, 4e-2, 0.4)]:
    x = random.normal(size=length).astype(np.float32)
    found = error(spectrum(x), np.fft.rfft(x.astype(np.float64)))
    print("%8d samples of float32: error %.2g" % (length, found))
    assert low <= found < high, "the behaviour changed"
x = random.normal(size=44100)
found = error(spectrum(x), np.fft.rfft(x))
print("   44100 samples of float64: error %.2g" % found)
assert found < 1e-9

for length in 44100, 65536:
    time = np.arange(length) / length
    sound = (np.sin(2 * np.pi * 440 * time) + 0.001 * np.sin(2 * np.pi * 5000 * time)).astype(np.float32)
    found = abs(spectrum(sound)) / length * 2
    right = abs(np.fft.rfft(sound.astype(np.float64))) / length * 2
    loudest = np.argsort(-found)[:6]
    print(length, "samples, frequency and loudness:", [(int(n), round(float(found[n]), 7)) for n in loudest])
    assert abs(right[440] - 1) < 1e-6 and abs(right[5000] - 0.001) < 1e-6 and np.delete(right, [440, 5000]).max() < 1e-7
    other = np.delete(found, [440, 5000]).max()
    assert 0.0003 < other < 0.001 if length == 44100 else other < 1e-6
found = abs(spectrum(np.ones(44100, np.float32))) / 44100
print("a constant 1:", found[0], "and up to", found[1:].max())
assert abs(found[0] - 1) < 1e-3 and found[1:].max() > 2e-4

tone = np.sin(2 * np.pi * 440 * np.arange(16000) / 16000).astype(np.float32)
for frame in 400, 512:
    window = np.hanning(frame + 1)[:-1].astype(np.float32)
    text = "g (float[1,16000,1] x) => (float[a,b,c,d] y) <int64 step = {160}, float[%d] w = {%s}> { y = STFT<onesided=1>(x, step, w) }"
    found = run(text % (frame, ", ".join(repr(float(w)) for w in window)), tone)
    right = np.array([np.fft.rfft(tone[160 * n : 160 * n + frame].astype(np.float64) * window) for n in range(len(found))])
    logs = [np.log10(np.maximum(abs(s) ** 2, 1e-10)) for s in (found, right)]
    print("frames of %d: error %.2g, of log10 of the power %.2f" % (frame, error(found, right), abs(logs[0] - logs[1]).max()))
    assert (5e-6 < error(found, right) < 1e-4 and abs(logs[0] - logs[1]).max() > 2) if frame == 400 else error(found, right) < 1e-6
PYTHON
