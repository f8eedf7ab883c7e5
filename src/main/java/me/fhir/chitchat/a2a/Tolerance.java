package me.fhir.chitchat.a2a;

import me.fhir.chitchat.json.WireName;

/** Deviations from the protocol that are accepted from clients; each is noted in the log of the conversation. */
enum Tolerance implements WireName {
    /** The method's name decides the version: the header is missing or names the other one. */
    VERSION_OF_METHOD,
    /** A context without a task continues the newest open task of that context. */
    TASK_OF_CONTEXT,
    /** A message in the shapes of the other version, or without what its own version requires. */
    MESSAGE_SHAPE,
    /** The paths of the HTTP+JSON binding as A2A 0.3 had them. */
    EARLIER_PATH,
    /** A number written as a string. */
    NUMBER_AS_STRING,
    /** A request id that is a boolean. */
    ID_TYPE;
}
