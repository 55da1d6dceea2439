"""One peer, or gradshader itself, asked what it takes for the cases."""

import json
import os
import select
import signal
import subprocess
import time

from cases import GRID, flops, name, samples
from installed import FOLDER, GRADSHADER, last_line

# Seconds more for a peer's first case.
GRACE = 60


class Died(Exception):
    pass


class Peer:
    """One that answers requests; it is started when first needed, and again after it was ended."""

    def __init__(self, name, command, variables):
        self.name, self.command, self.variables = name, command, variables
        self.process = None
        self.info = {}
        self.asked = False
        self.log = os.path.join(FOLDER, f"{name}.log")

    def start(self, limit):
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=open(self.log, "a"),
            env=self.variables,
            cwd=FOLDER,
            start_new_session=True,
        )
        self.rest = b""
        self.info = self.read(limit)

    def read(self, limit):
        end = time.monotonic() + limit
        pipe = self.process.stdout.fileno()
        while b"\n" not in self.rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise TimeoutError
            part = os.read(pipe, 1 << 16)
            if not part:
                code = self.process.wait()
                cause = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
                with open(self.log, errors="replace") as log:
                    raise Died(f"ended with {cause}: {last_line(log.read())}")
            self.rest += part
        line, self.rest = self.rest.split(b"\n", 1)
        return json.loads(line)

    def ask(self, case, seconds, limit):
        """One answer, or what went wrong."""
        sizes, batch, members = case
        request = {"sizes": sizes, "batch": batch, "members": members, "samples": samples(case)}
        try:
            if self.process is None:
                # Imports and opening the device are not the case's.
                self.start(max(60, limit))
            if not self.asked:
                # Its first case also compiles what all of them share.
                limit += GRACE
            self.asked = True
            request.update(seconds=seconds, limit=limit)
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            return self.read(limit)
        except TimeoutError:
            self.stop()
            return {"none": f"none in {limit:g} s"}
        except (Died, BrokenPipeError, OSError) as error:
            self.stop()
            return {"error": str(error)}

    def stop(self):
        if self.process is not None:
            try:
                # Its own group: it was started in a session of its own.
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None


def ours(device, cases, seconds, limit, variables):
    """One run of the program's own benchmark: what it said, and answers for the cases."""
    # Without --grid only the small ones; see src/cli/bench.rs.
    small = all(flops(case) / case[2] < 1e9 for case in cases)
    command = [GRADSHADER, "bench", "--json", "--device", device, "--seconds", str(seconds)]
    command += [] if small else ["--grid"]
    if device == "cpu" and "GRADSHADER_VECTORS" in variables:
        command += ["--vectors", variables["GRADSHADER_VECTORS"]]
    # It runs a whole grid, whichever cases are wanted, and reports at its end.
    whole = limit * (4 if small else len(GRID))
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=variables, timeout=whole)
    except subprocess.TimeoutExpired:
        if small:
            return {}, {name(case): {"none": f"none in {whole:g} s"} for case in cases}
        little = [case for case in cases if flops(case) / case[2] < 1e9]
        info, answers = ours(device, little, seconds, limit, variables) if little else ({}, {})
        for case in cases:
            answers.setdefault(name(case), {"none": f"the grid took more than {whole:g} s"})
        return info, answers
    if done.returncode != 0:
        return {}, {name(case): {"error": last_line(done.stderr)} for case in cases}
    report = json.loads(done.stdout)
    info = {"device": report["adapter"], "driver": report["driver"]}
    answers = {}
    for row in report["rows"]:
        case = (row["sizes"], row["batch"], row["members"])
        answers[name(case)] = {"rates": [row["samples_per_second"]]}
    return info, answers
