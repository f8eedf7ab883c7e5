package me.fhir.chitchat.a2a;

import java.util.concurrent.Executor;
import me.fhir.chitchat.http.admission.ResponsePermits;

/**
 * The resources of methods that read long logs.
 *
 * @param workers threads that may block
 * @param places permits to build large responses, so that only a few are in memory at a time
 */
record LongRead(Executor workers, ResponsePermits places) {}
