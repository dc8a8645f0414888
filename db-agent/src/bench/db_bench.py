#!/usr/bin/env python3
"""db_bench.py - db-agent beside mysqld_exporter and redis_exporter, on the same servers, in one run (stdlib only).

  db_bench.py --oracles <(.ci/oracles) --agent db-agent/target/db-agent/bin/db-agent [--scrapes 100] [--case redis]

Starts MariaDB and Redis on loopback ports, then for each case the old peer, the new peer and the agent, and scrapes them in
turns over one kept connection each, as Prometheus does.  Prints for each p50 and p99, CPU of the process and of the server
per scrape, statements and connections per scrape (the server's own count), bytes and series, RSS, and the ratios of
the agent to each peer.  Asserts nothing: time on a shared machine proves nothing, but ratios of one run are worth reading.
"""
import argparse, gzip, os, shutil, socket, statistics, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../node-agent/src/bench"))
from node_bench import ACCEPT, Conn, Fail, free_port, tree  # noqa: E402

USUAL = ["info_schema.processlist", "info_schema.innodb_metrics", "info_schema.userstats", "info_schema.tablestats",
         "info_schema.tables", "auto_increment.columns", "binlog_size", "perf_schema.eventsstatements",
         "perf_schema.eventswaits", "perf_schema.file_events", "perf_schema.indexiowaits",
         "perf_schema.tableiowaits", "perf_schema.tablelocks"]


class Process:
    """A command on a free port, with its CPU clock."""

    def __init__(self, name, argv, cwd, log):
        self.name = name
        self.port = free_port()
        argv = [a.replace("{port}", str(self.port)) for a in argv]
        with open(log, "wb") as out:
            self.proc = subprocess.Popen(argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                         start_new_session=True)
        self.log = log
        limit = time.time() + 120
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                if self.proc.poll() is not None or time.time() > limit:
                    with open(log) as f:
                        raise Fail("%s does not start:\n%s" % (name, f.read()[-800:]))
                time.sleep(0.02)
        self.pids = tree(self.proc.pid)

    def cpu(self):
        return sum(time.clock_gettime((~p << 3) | 2) for p in self.pids)

    def rss(self):
        kib = 0
        for p in self.pids:
            with open("/proc/%d/status" % p) as f:
                kib += next((int(x.split()[1]) for x in f if x.startswith("VmRSS")), 0)
        return kib / 1024

    def stop(self):
        self.proc.terminate()
        try:
            self.proc.wait(20)
        except subprocess.TimeoutExpired:
            self.proc.kill()
            self.proc.wait()


def oracles(path):
    with open(path) as f:
        return dict(line.rstrip("\n").split("=", 1) for line in f if "=" in line)


def mariadb(command, folder, tables):
    share = os.path.join(os.path.dirname(command), "root/usr/share/mysql")
    data = os.path.join(folder, "data")
    os.mkdir(data)
    common = [command, "--no-defaults", "--datadir=" + data, "--lc-messages-dir=" + share,
              "--character-sets-dir=" + share + "/charsets", "--innodb-buffer-pool-size=64M",
              "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync"]
    if os.getuid() == 0:
        common.append("--user=root")
    sql = "CREATE DATABASE mysql;\nUSE mysql;\n"
    for part in ("system_tables", "performance_tables", "system_tables_data"):
        with open("%s/mysql_%s.sql" % (share, part)) as f:
            sql += f.read()
    subprocess.run(common + ["--bootstrap"], input=sql.encode(), check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    init = os.path.join(folder, "init.sql")
    with open(init, "w") as f:
        f.write("CREATE USER watcher@'%' IDENTIFIED BY 'pw';\nGRANT ALL ON *.* TO watcher@'%';\nCREATE DATABASE shop;\n")
        for i in range(tables):
            f.write("CREATE TABLE shop.t%04d (id INT AUTO_INCREMENT PRIMARY KEY, a INT, KEY (a));\n" % i)
    return Process("mariadb", common + ["--port={port}", "--bind-address=127.0.0.1", "--socket=" + folder + "/s",
                                        "--log-bin=bin", "--performance-schema=ON", "--userstat=1",
                                        "--init-file=" + init], folder, folder + "/mariadb.log")


def redis(command, folder, clients):
    server = Process("redis", [command, "--port", "{port}", "--save", "", "--maxclients", "10000"], folder,
                     folder + "/redis.log")
    held = []
    for i in range(clients):
        s = socket.create_connection(("127.0.0.1", server.port))
        s.sendall(b"CLIENT SETNAME c%d\r\n" % (i % 50))
        held.append(s)
    for s in held:
        s.recv(100)
    return server, held


def page(conn):
    status, head, body = conn.get()
    if status != 200:
        raise Fail("status %d" % status)
    return len(body), gzip.decompress(body) if b"content-encoding: gzip" in head else body


def value(text, name):
    for line in text.split(b"\n"):
        if line.startswith(name + b" "):
            return float(line.split(b" ")[1])
    return float("nan")


def case(title, server, programs, path, counters, scrapes, folder):
    """One table; programs is a list of (name, argv)."""
    running = []
    for name, argv in programs:
        running.append(Process(name, argv, folder, "%s/%s.log" % (folder, name)))
    try:
        stats = {p.name: {"ms": [], "cpu": 0.0, "server": 0.0, "n": 0, "asked": 0.0, "opened": 0.0} for p in running}
        conns = {p.name: Conn("127.0.0.1", p.port, path, False, ACCEPT) for p in running}
        for p in running:
            for _ in range(max(40, scrapes // 2)):
                page(conns[p.name])
        block = 10
        for turn in range(max(2, scrapes // block)):
            for p in running if turn % 2 == 0 else running[::-1]:
                s, conn = stats[p.name], conns[p.name]
                size, before = page(conn)
                cpu, mine = p.cpu(), server.cpu()
                for _ in range(block):
                    t = time.perf_counter()
                    size, after = page(conn)
                    s["ms"].append((time.perf_counter() - t) * 1e3)
                time.sleep(0.02)
                s["cpu"] += p.cpu() - cpu
                s["server"] += server.cpu() - mine
                s["n"] += block
                s["asked"] += value(after, counters[0]) - value(before, counters[0])
                s["opened"] += value(after, counters[1]) - value(before, counters[1])
                s["size"], s["text"] = size, after
        print("\n%s" % title)
        print("%-24s %8s %8s %8s %9s %6s %6s %8s %8s %7s" % (
            "", "p50 ms", "p99 ms", "CPU ms", "server ms", "asked", "conns", "KiB wire", "series", "RSS MiB"))
        row = {}
        for p in running:
            s = stats[p.name]
            ms = sorted(s["ms"])
            row[p.name] = (statistics.median(ms), s["cpu"] * 1e3 / s["n"])
            print("%-24s %8.2f %8.2f %8.2f %9.2f %6.1f %6.2f %8.1f %8d %7.1f" % (
                p.name, row[p.name][0], ms[int(len(ms) * 0.99)], row[p.name][1], s["server"] * 1e3 / s["n"],
                s["asked"] / s["n"], s["opened"] / s["n"], s["size"] / 1024,
                sum(1 for x in s["text"].split(b"\n") if x and not x.startswith(b"#")), p.rss()))
        ours = row[running[-1].name]
        for p in running[:-1]:
            print("  db-agent / %-20s p50 %.2f  CPU %.2f" % (p.name, ours[0] / row[p.name][0], ours[1] / row[p.name][1]))
        sys.stdout.flush()
    finally:
        for p in running:
            p.stop()


def mysql_cases(o, a, folder):
    for title, flags, tables in (("MySQL default", [], 0), ("MySQL + 13 usual collectors", USUAL, 0),
                                 ("MySQL default + info_schema.tables, 2,000 tables", ["info_schema.tables"], 2000)):
        if a.case == "tables" and tables == 0 or a.case == "mysql" and tables > 0:
            continue
        work = tempfile.mkdtemp(dir=folder)
        server = mariadb(o["oracle.mariadb10"], work, tables)
        try:
            with open(work + "/my.cnf", "w") as f:
                f.write("[client]\nuser=watcher\npassword=pw\nhost=127.0.0.1\nport=%d\n" % server.port)
            argv = ["--web.listen-address=127.0.0.1:{port}", "--config.my-cnf=" + work + "/my.cnf"]
            argv += ["--collect." + name for name in flags]
            programs = [("mysqld_exporter " + o[k + ".version"].split("-")[0], [o[k]] + argv)
                        for k in ("oracle.mysqld_exporter.old", "oracle.mysqld_exporter.new") if k in o]
            programs.append(("db-agent", [a.agent, "mysql"] + argv))
            case(title, server, programs, "/metrics",
                 (b"mysql_global_status_questions", b"mysql_global_status_connections"), a.scrapes, work)
        finally:
            server.stop()


def redis_cases(o, a, folder):
    for title, flags, clients in (("Redis default", [], 0),
                                  ("Redis client list, 5,000 clients", ["-export-client-list"], 5000)):
        work = tempfile.mkdtemp(dir=folder)
        server, held = redis(o["oracle.redis7"], work, clients)
        try:
            argv = ["-web.listen-address=127.0.0.1:{port}", "-redis.addr=redis://127.0.0.1:%d" % server.port] + flags
            programs = [("redis_exporter " + o[k + ".version"].split("-")[0], [o[k]] + argv)
                        for k in ("oracle.redis_exporter.old", "oracle.redis_exporter.new") if k in o]
            programs.append(("db-agent", [a.agent, "redis"] + argv))
            case(title, server, programs, "/metrics",
                 (b"redis_commands_processed_total", b"redis_connections_received_total"),
                 a.scrapes if clients == 0 else max(20, a.scrapes // 4), work)
        finally:
            for s in held:
                s.close()
            server.stop()


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--oracles", required=True, help="file with what .ci/oracles prints")
    p.add_argument("--agent", required=True)
    p.add_argument("--scrapes", type=int, default=200)
    p.add_argument("--case", choices=["mysql", "tables", "redis"])
    a = p.parse_args()
    a.agent = os.path.abspath(a.agent)
    o = oracles(a.oracles)
    folder = tempfile.mkdtemp(prefix="db-bench")
    try:
        if a.case in (None, "redis"):
            redis_cases(o, a, folder)
        if a.case != "redis":
            mysql_cases(o, a, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except Fail as e:
        sys.exit("db_bench: %s" % e)
