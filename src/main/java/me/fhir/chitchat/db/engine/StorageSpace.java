package me.fhir.chitchat.db.engine;

import java.util.OptionalLong;

/** How much the data takes, and what is left for it. For any thread. */
public interface StorageSpace {
    /** In bytes; 0 while unknown. */
    long usedBytes();

    /** In bytes; empty where this server cannot know, since the data is on another machine. */
    OptionalLong freeBytes();
}
