package dev.sonde.jmx;

/** What the program says about itself. */
final class Usage {
    static final String TEXT =
            "usage: java -javaagent:jmx-agent.jar=[HOST:]PORT:CONFIG ...      inside an application\n"
                    + "       java -jar jmx-agent.jar [HOST:]PORT CONFIG                 beside it, over remote JMX\n"
                    + "       java -jar jmx-agent.jar attach PID [HOST:]PORT:CONFIG      into a JVM that runs\n"
                    + "       java -jar jmx-agent.jar list                               JVMs that can be attached to\n"
                    + "       java -jar jmx-agent.jar check CONFIG [PID | MBEANS]        what the rules would do\n"
                    + "       java -jar jmx-agent.jar --copy-to DIR                      put a copy of this jar there\n"
                    + "       java -jar jmx-agent.jar --version | --help\n";

    private Usage() {}
}
