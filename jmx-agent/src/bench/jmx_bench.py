#!/usr/bin/env python3
"""jmx_bench.py - what a JVM agent costs its host, beside jmx_exporter (python3 stdlib only).

  jmx_bench.py --a jmx_prometheus_javaagent-1.0.1.jar --b jmx-agent.jar [--quick] [--sizes 1000,10000]

For each number of MBeans (ten attributes each) and each rules file: two JVMs of BenchTarget, one with each
agent, are warmed up and scraped alternately. Prints for each: latency p50 and p99, CPU per scrape (user and
system, all threads of the JVM), live heap, threads and classes over a JVM without an agent, and what a
scrape allocates over what reading the MBeans allocates by itself. Then B/A for what spec and issue bound,
and the bound. Before that: what the agent adds to the start of a JVM (interleaved starts, median), and the
size of the jar. Says the load of the machine first: believe the ratios, and those only when it is low.
Exit status: 0, or 2 when a process failed. Asserts nothing: time on a shared machine proves nothing.
"""
import argparse, http.client, os, socket, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin") if os.environ.get("JAVA_HOME") else ""
MIB = 1024.0 * 1024.0
# Bounds of B/A: p50 and CPU per (MBeans, rules).
MUST = {(1000, "default"): 0.30, (1000, "rules20"): 0.10, (10000, "default"): 0.30, (10000, "rules20"): 0.10}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Target:
    """A JVM, perhaps with an agent in it."""

    def __init__(self, classes, count, jar=None, rules=None, xmx="1g"):
        self.port = free_port()
        agent = ["-javaagent:%s=127.0.0.1:%d:%s" % (jar, self.port, rules)] if jar else []
        self.process = subprocess.Popen(
            [os.path.join(JAVA, "java"), "-Xmx" + xmx] + agent + ["-cp", classes, "BenchTarget", str(count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.wait("READY" if count >= 0 else "MAIN")

    def wait(self, word):
        for line in self.process.stdout:
            if line.strip() == word:
                return
        sys.exit("jmx_bench: a JVM ended before it said " + word)

    def ask(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return [int(n) for n in self.process.stdout.readline().split()]

    def cpu_millis(self):
        with open("/proc/%d/stat" % self.process.pid) as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000.0 / os.sysconf("SC_CLK_TCK")

    def rss_mib(self):
        with open("/proc/%d/status" % self.process.pid) as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmRSS")) / 1024.0

    def scrape(self):
        begin = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", "/metrics")
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status != 200:
            sys.exit("jmx_bench: status %d: %s" % (response.status, body[:200]))
        return (time.perf_counter() - begin) * 1000, body

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)


def percentile(values, q):
    values = sorted(values)
    return values[min(len(values) - 1, int(round(q * (len(values) - 1))))]


def starts(classes, agents, rounds):
    names = {"-": None}
    names.update(agents)
    took = {name: [] for name in names}
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as rules:
        rules.write("{}\n")
        rules.flush()
        for i in range(rounds + 2):
            for name, jar in names.items():
                begin = time.perf_counter()
                target = Target(classes, -1, jar, rules.name)
                passed = (time.perf_counter() - begin) * 1000
                target.end()
                if i >= 2:
                    took[name].append(passed)
    return {name: statistics.median(took[name]) for name in names}


def cell(classes, agents, size, rules, warm, n):
    bare = Target(classes, size)
    bare.ask("read 20")
    threads0, classes0, heap0, _ = bare.ask("state")
    own_garbage = bare.ask("read 20")[0]
    bare.end()
    targets = {name: Target(classes, size, jar, os.path.join(HERE, rules + ".yaml")) for name, jar in agents.items()}
    out = {}
    for name, target in targets.items():
        out[name] = {"first": target.scrape()[0]}
    for _ in range(warm):
        for target in targets.values():
            target.scrape()
    for name, target in targets.items():
        out[name]["times"] = []
        out[name]["allocated"] = target.ask("state")[3]
        target.scrape()
        out[name]["cpu"] = target.cpu_millis()
    for i in range(n):
        for name in sorted(targets, reverse=i % 2 == 1):
            passed, body = targets[name].scrape()
            out[name]["times"].append(passed)
            out[name]["series"] = sum(1 for line in body.split(b"\n") if line.startswith((b"bench", b"kafka")))
    for name, target in targets.items():
        row = out[name]
        row["cpu"] = (target.cpu_millis() - row["cpu"]) / n
        row["p50"], row["p99"] = percentile(row["times"], .5), percentile(row["times"], .99)
        row["rss"] = target.rss_mib()
        threads, loaded, heap, allocated = target.ask("state")
        row["garbage"] = ((allocated - row["allocated"]) / (n + 1.0) - own_garbage) / MIB
        row["threads"], row["classes"], row["heap"] = threads - threads0, loaded - classes0, (heap - heap0) / MIB
        target.end()
        print("%6d %-8s %s  series %6d  p50 %8.2f  p99 %8.2f  first %8.1f  cpu %8.2f ms  heap +%6.1f MiB  garbage %+8.1f"
              " MiB  threads +%d  classes +%d  rss %.0f MiB" % (size, rules, name, row["series"], row["p50"], row["p99"],
              row["first"], row["cpu"], row["heap"], row["garbage"], row["threads"], row["classes"], row["rss"]), flush=True)
    a, b = out["A"], out["B"]
    print("%6d %-8s B/A p50 %.3f  cpu %.3f (must %.2f)  p99 %.3f%s" % (
        size, rules, b["p50"] / a["p50"], b["cpu"] / a["cpu"], MUST.get((size, rules), 0), b["p99"] / a["p99"],
        "" if a["series"] == b["series"] else "  SERIES DIFFER: %d, %d" % (a["series"], b["series"])), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--a", required=True, help="the peer's jar")
    parser.add_argument("--b", required=True, help="ours")
    parser.add_argument("--quick", action="store_true", help="1,000 MBeans, few scrapes")
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--rules", default="default,rules20")
    parser.add_argument("--warm", type=int, default=50)
    parser.add_argument("-n", type=int, default=60)
    parser.add_argument("--starts", type=int, default=15)
    options = parser.parse_args()
    sizes, warm, n, rounds = options.sizes, options.warm, options.n, options.starts
    if options.quick:
        sizes, warm, n, rounds = "1000", 20, 20, 5
    agents = {"A": options.a, "B": options.b}
    print("load %.2f on %d processors" % (os.getloadavg()[0], os.cpu_count()))
    with tempfile.TemporaryDirectory(prefix="jmx_bench.") as classes:
        if subprocess.run([os.path.join(JAVA, "javac"), "-nowarn", "-d", classes, os.path.join(HERE, "BenchTarget.java")]).returncode:
            sys.exit(2)
        took = starts(classes, agents, rounds)
        for name, jar in agents.items():
            print("%s  jar %.2f MB  premain adds %.0f ms to %.0f ms%s" % (
                name, os.path.getsize(jar) / 1e6, took[name] - took["-"], took["-"],
                "  (must: 5 MB, 150 ms)" if name == "B" else ""), flush=True)
        for size in sizes.split(","):
            for rules in options.rules.split(","):
                cell(classes, agents, int(size), rules, warm, n)
    print("B must: heap at 10,000 <= +24 MiB, garbage at 10,000 <= 16 MiB beyond the MBeans' own, threads <= +4")


main()
