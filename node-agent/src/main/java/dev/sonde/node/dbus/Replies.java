package dev.sonde.node.dbus;

/** Takes the answers to the calls that were sent together, in any order, one for each call. */
public interface Replies {
    /**
     * @param call the number that {@link BusConnection#add} gave
     * @param reply valid until this returns
     * @throws BusException when it cannot be understood, which gives the connection up
     */
    void reply(int call, BusMessage reply) throws BusException;
}
