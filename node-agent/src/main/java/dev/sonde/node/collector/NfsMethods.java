package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;

/**
 * Names of the procedures of NFS by their numbers, as in the label {@code method}. The kernel prints a count for each
 * number and no names.
 */
final class NfsMethods {
    /** RFC 1094; {@code nfs_procedures} in {@code fs/nfs/nfs2xdr.c}. */
    private static final String V2 = """
            Null GetAttr SetAttr Root Lookup ReadLink Read WrCache Write Create Remove Rename Link SymLink MkDir RmDir \
            ReadDir FsStat""";

    /** RFC 1813; {@code nfs3_procedures} in {@code fs/nfs/nfs3xdr.c}. */
    private static final String V3 = """
            Null GetAttr SetAttr Lookup Access ReadLink Read Write Create MkDir SymLink MkNod Remove RmDir Rename Link \
            ReadDir ReadDirPlus FsStat FsInfo PathConf Commit""";

    /**
     * {@code NFSPROC4_CLNT_*} in {@code include/linux/nfs4.h}: what Linux asks for, in the order in which it learned to.
     * LAYOUTGET comes before GETDEVICEINFO there.
     */
    private static final String V4_CLIENT = """
            Null Read Write Commit Open OpenConfirm OpenNoattr OpenDowngrade Close Setattr FsInfo Renew SetClientID \
            SetClientIDConfirm Lock Lockt Locku Access Getattr Lookup LookupRoot Remove Rename Link Symlink Create \
            Pathconf StatFs ReadLink ReadDir ServerCaps DelegReturn GetACL SetACL FsLocations ReleaseLockowner \
            Secinfo FsidPresent ExchangeID CreateSession DestroySession Sequence GetLeaseTime ReclaimComplete \
            LayoutGet GetDeviceInfo LayoutCommit LayoutReturn SecinfoNoName TestStateID FreeStateID GetDeviceList \
            BindConnToSession DestroyClientID Seek Allocate DeAllocate LayoutStats Clone""";

    /**
     * {@code enum nfs_opnum4} in {@code include/linux/nfs4.h}, RFC 7530: the operations 3 to 39. {@code -} stands for
     * those that the peer does not show: what is below 3, PUTPUBFH and PUTROOTFH.
     */
    private static final String V4_SERVER = """
            - - - Access Close Commit Create DelegPurge DelegReturn GetAttr GetFH Link Lock Lockt Locku Lookup \
            LookupRoot Nverify Open OpenAttr OpenConfirm OpenDgrd PutFH - - Read ReadDir ReadLink Remove Rename Renew \
            RestoreFH SaveFH SecInfo SetAttr SetClientID SetClientIDConfirm Verify Write RelLockOwner""";

    /** The server does not count the procedure that does nothing. */
    private static final int FIRST_OF_SERVER = 1;

    private NfsMethods() {}

    /** Series of lines in which a count of procedures precedes their numbers. */
    static void client(PlacedSeries into, MetricFamily requests, int line2, int line3, int line4) {
        add(into, requests, line2, "2", V2, 0);
        add(into, requests, line3, "3", V3, 0);
        add(into, requests, line4, "4", V4_CLIENT, 0);
    }

    /** As {@link #client}. */
    static void server(PlacedSeries into, MetricFamily requests, int line2, int line3, int operations) {
        add(into, requests, line2, "2", V2, FIRST_OF_SERVER);
        add(into, requests, line3, "3", V3, FIRST_OF_SERVER);
        add(into, requests, operations, "4", V4_SERVER, 0);
    }

    private static void add(
            PlacedSeries into, MetricFamily requests, int line, String version, String names, int first) {
        String[] methods = names.split(" ");
        for (int i = first; i < methods.length; i++) {
            if (!methods[i].equals("-")) {
                into.add(line, i + 1, requests.series(version, methods[i]));
            }
        }
    }
}
