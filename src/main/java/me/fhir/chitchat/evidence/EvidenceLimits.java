package me.fhir.chitchat.evidence;

/**
 * How large the files of an evidence file may be, unpacked, so that a small one cannot cost much memory or time.
 *
 * @param manifestBytes the manifest
 * @param contentBytes everything that is read whole: events, attachments, scenario and verdict together
 * @param allBytes that and the page for people, which is only hashed
 */
public record EvidenceLimits(long manifestBytes, long contentBytes, long allBytes) {
    /** For a person who checks a file on a machine of their own. */
    static final EvidenceLimits VERIFIED = new EvidenceLimits(32L << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    /** For what others send to a server. */
    public static final EvidenceLimits RECEIVED = new EvidenceLimits(8L << 20, 32L << 20, 128L << 20);

    /** For a file that the operator of a server takes, whose conversation the store still bounds. */
    public static final EvidenceLimits COMMAND = new EvidenceLimits(32L << 20, 512L << 20, 2L << 30);

    void require(EvidenceManifest manifest) throws EvidenceException {
        long content = 0;
        long all = 0;
        for (EvidenceManifest.ListedFile file : manifest.files()) {
            if (file.bytes() < 0 || file.bytes() > allBytes) {
                throw tooLarge(allBytes);
            }
            all += file.bytes();
            content += file.name().equals(EvidenceManifest.PAGE) ? 0 : file.bytes();
            if (content > contentBytes || all > allBytes) {
                throw tooLarge(content > contentBytes ? contentBytes : allBytes);
            }
        }
    }

    private static EvidenceException tooLarge(long most) {
        return new EvidenceException(
                "Unpacked it would be larger than the " + (most >> 20) + " MiB that are taken here.");
    }
}
