package me.fhir.chitchat.json;

import java.util.Arrays;

/** Notes, in the order in which values begin, where each begins and ends, and which containers are open. */
final class NodeRecorder {
    /** As many as the request for an ordinary message has. */
    private static final int EXPECTED_NODES = 32;

    private static final int EXPECTED_DEPTH = 8;

    /** Whether nodes are wanted of what is passed; otherwise there are some of the open containers only. */
    private final boolean kept;

    private int[] nodes;
    private int count;
    /** The containers that are open, outermost first; {@link #depth} of them. */
    private int[] open = new int[EXPECTED_DEPTH];

    private int depth;

    NodeRecorder(boolean kept) {
        this.kept = kept;
        this.nodes = new int[(kept ? EXPECTED_NODES : EXPECTED_DEPTH + 1) * JsonNodes.SLOTS];
    }

    /** A value begins; its number. */
    int begin(int at) {
        int slot = count * JsonNodes.SLOTS;
        if (slot == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
        }
        nodes[slot] = at;
        return count++;
    }

    /** A value that {@link #begin} numbered ends before this place. */
    void end(int node, int at, boolean escaped) {
        nodes[node * JsonNodes.SLOTS + 1] = at;
        nodes[node * JsonNodes.SLOTS + 2] = count << 1 | (escaped ? 1 : 0);
        if (!kept) {
            count = node;
        }
    }

    /** A container begins. */
    void open(int at) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * open.length);
        }
        open[depth++] = begin(at);
    }

    /** The innermost container ends before this place. */
    void close(int at) {
        end(open[--depth], at, false);
    }

    /** How many containers are open. */
    int depth() {
        return depth;
    }

    /** Where the innermost container begins. */
    int innermost() {
        return nodes[open[depth - 1] * JsonNodes.SLOTS];
    }

    /** What {@link JsonNodes} reads. */
    int[] nodes() {
        return nodes;
    }
}
