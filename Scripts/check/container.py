#!/usr/bin/env python3
"""Checks Dockerfile and compose.yaml where no container engine is: container.py [--replay].

Always: the rules of DSM's engine, paths, packages, and that health, ports and settings fit the program. With --replay (as
root, on Debian, some minutes): replays the build stage in a folder that holds the copied paths alone, and the final stage
in a Debian made by debootstrap, by chroot; there the program starts, answers `health`, drops to PUID and PGID, and stops.
Exit 1 on the first thing that does not hold.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build-container"


def need(holds, sentence):
    if not holds:
        sys.exit(f"container-check: {sentence}")


def stages():
    """The instructions of each stage as (word, rest), lines joined."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, rest = line.split(None, 1)
            if word == "FROM":
                found.append([])
            found[-1].append((word, rest))
    return found


def packages(stage):
    installs = [rest for word, rest in stage if word == "RUN" and "apt-get install" in rest]
    need(len(installs) == 1, "a stage installs its packages in one RUN")
    need("--no-install-recommends" in installs[0], "apt-get install lacks --no-install-recommends")
    need("rm -rf /var/lib/apt/lists/*" in installs[0], "the lists of apt stay in the image")
    words = re.search(r"apt-get install (.*?) &&", installs[0])[1].split()
    return {word for word in words if not word.startswith("-")}


def check_dockerfile(build, final):
    setup = (ROOT / "Scripts/setup.sh").read_text(encoding="utf-8")
    wanted = set(re.findall(r"missing\+=\(([\w.+-]+)\)", setup))
    need(packages(build) == wanted, f"the build stage installs {packages(build)}, Scripts/setup.sh {wanted}")
    ignored = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n") if line]
    for word, rest in build + final:
        if word == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                need((ROOT / source).exists(), f"COPY {source}: there is no such path")
                need(not any(pathlib.PurePath(source).match(rule) for rule in ignored), f".dockerignore hides {source}")
    manifest = (ROOT / "Package.swift").read_text(encoding="utf-8")
    copied = {source for word, rest in build if word == "COPY" for source in rest.split()[:-1]}
    need({"Sources", "Package.swift"} <= copied, "the build stage copies neither sources nor manifest")
    need("Tests" in copied or "Tests/" not in manifest, "the manifest names Tests, which are not copied")
    facts = dict(final)
    health = re.search(r"CMD (\[.*\])", facts["HEALTHCHECK"])
    entry = json.loads(facts["ENTRYPOINT"])
    need(health and json.loads(health[1]) == entry + ["health"], "HEALTHCHECK is not the entry point with health")
    need(json.loads(facts["CMD"]) == ["serve"], "CMD is not serve")
    installed = [rest.split()[-1] for word, rest in final if word == "COPY"]
    need(entry[0] in installed, "the entry point is copied nowhere")
    need(facts["STOPSIGNAL"] == "SIGTERM", "STOPSIGNAL is not SIGTERM")
    need(facts["VOLUME"] in facts["ENV"], "the data directory is not the volume")
    need("USER" not in facts, "USER would keep PUID and PGID from being taken on")


def check_compose(final):
    try:
        import yaml
    except ImportError:
        sys.exit("container-check: needs python3-yaml (apt-get install python3-yaml)")
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    need(list(services) == ["synology-chatgpt"], "there is not one service of the project's name")
    service = services["synology-chatgpt"]
    refused = [key for key in service if key.startswith("cpu") or key == "deploy"]
    need(not refused, f"DSM's kernels refuse {refused}")
    need(re.fullmatch(r"\d+m", service["mem_limit"]), "mem_limit is no number of megabytes")
    need("host.docker.internal:host-gateway" in service["extra_hosts"], "the host has no name inside the container")
    logging = service["logging"]
    need(logging["driver"] == "json-file" and {"max-size", "max-file"} <= set(logging["options"]), "the log grows for ever")
    need(all(isinstance(value, str) for value in logging["options"].values()), "an option of the log is no string")
    need(re.fullmatch(r"\d+s", service["stop_grace_period"]), "stop_grace_period is no number of seconds")
    need(service["restart"] == "unless-stopped", "the bot does not come back after a restart of the NAS")
    facts = dict(final)
    port = f"127.0.0.1:{facts['EXPOSE']}:{facts['EXPOSE']}"
    need(service["ports"] == [port], "the port is not the one the image exposes, or not on this machine alone")
    need(service["volumes"][0].endswith(":" + facts["VOLUME"]), "the volume is not the image's")
    need("healthcheck" not in service, "a second health check beside the image's")
    names = set(re.findall(r'case \w+ = "(\w+)"', (ROOT / "Sources/App/Configuration/SettingName.swift").read_text()))
    unknown = set(service["environment"]) - names
    need(not unknown, f"{unknown} is no setting")
    need(all(isinstance(value, str) for value in service["environment"].values()), "a setting's value is no string")


def run(*words, **options):
    print("container-check: " + " ".join(map(str, words))[:150], flush=True)
    return subprocess.run([str(word) for word in words], check=True, **options)


def replay_build(build):
    """Runs the build stage's compiler where nothing but the copied paths is; gives the installed program."""
    source, out = WORK / "src", WORK / "out"
    for folder in (source, out):
        shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    for word, rest in build:
        if word == "COPY":
            for name in rest.split()[:-1]:
                place = source / name
                shutil.copytree(ROOT / name, place) if (ROOT / name).is_dir() else shutil.copy(ROOT / name, place)
        elif word == "RUN" and "swift build" in rest:
            rest = rest.replace("/out/", f"{out}/").replace("swift build", f"swift build --scratch-path {WORK}/build")
            rest = rest.replace(" .build/", f" {WORK}/build/")
            run("bash", "-euc", rest, cwd=source)
    return out


def replay_final(final, out):
    """The final stage in a bare Debian, then the container's life there."""
    base = dict(final)["FROM"]
    suite = re.fullmatch(r"debian:(\w+)-slim", base)
    need(suite, f"{base} is no Debian that debootstrap makes")
    tree = WORK / "root"
    shutil.rmtree(tree, ignore_errors=True)
    run("debootstrap", "--variant=minbase", suite[1], tree, stdout=subprocess.DEVNULL)
    shutil.copy("/etc/resolv.conf", tree / "etc/resolv.conf")
    for word, rest in final:
        if word == "RUN":
            run("chroot", tree, "bash", "-euc", rest, stdout=subprocess.DEVNULL)
        elif word == "COPY":
            *sources, target = rest.split()
            source = out / sources[-1].removeprefix("/out/") if sources[0].startswith("--from") else ROOT / sources[0]
            place = tree / target.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, place) if source.is_dir() else shutil.copy(source, place)
    facts = dict(final)
    entry, command = json.loads(facts["ENTRYPOINT"]), json.loads(facts["CMD"])
    program = tree / entry[0].lstrip("/")
    symbols = run("nm", "--dynamic", "--defined-only", program, capture_output=True, text=True).stdout
    need(re.search(r"\bgetentropy\b", symbols), "the program exports no getentropy: https fails on Linux 3.10")
    missing = subprocess.run(["chroot", tree, "ldd", entry[0]], capture_output=True, text=True).stdout
    need("not found" not in missing, f"libraries are missing:\n{missing}")
    libraries = missing.count("=>")
    print(f"container-check: the program has {program.stat().st_size / 1e6:.1f} MB; all its {libraries} libraries are there")
    data = tree / facts["VOLUME"].lstrip("/")
    data.mkdir(parents=True)
    os.chown(data, 1026, 100)
    name, value = facts["ENV"].split("=", 1)
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", name: value, "PUID": "1026", "PGID": "100", "TZ": "Asia/Shanghai", "APP_PORT": "18765"}
    # An engine mounts it; Swift reads the arguments there.
    run("mount", "-t", "proc", "proc", tree / "proc")
    daemon = subprocess.Popen(["chroot", tree, *entry, *command], env=environment)
    try:
        deadline = time.monotonic() + 30
        health = ["chroot", tree, *entry, "health"]
        while subprocess.run(health, env=environment, capture_output=True).returncode:
            need(daemon.poll() is None and time.monotonic() < deadline, "the program did not come up")
            time.sleep(0.2)
        status = pathlib.Path(f"/proc/{daemon.pid}/status").read_text()
        need(re.search(r"Uid:\s+1026\s+1026", status), "the program did not take PUID on")
        need(re.search(r"Gid:\s+100\s+100", status), "the program did not take PGID on")
        resident = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        began = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        code = daemon.wait(30)
        down = time.monotonic() - began
        need(code == 0, f"SIGTERM ended it with {code}")
        need(subprocess.run(health, env=environment, capture_output=True).returncode == 1, "health is 0 without a server")
    finally:
        if daemon.poll() is None:
            daemon.kill()
        run("umount", tree / "proc")
    print(f"container-check: up as 1026:100 with {resident:.1f} MB resident, down {down:.2f} s after SIGTERM")


def main():
    build, final = stages()
    check_dockerfile(build, final)
    check_compose(final)
    print("container-check: Dockerfile and compose.yaml hold together")
    if "--replay" in sys.argv:
        replay_final(final, replay_build(build))


if __name__ == "__main__":
    main()
