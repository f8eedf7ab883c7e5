package me.fhir.chitchat.a2a;

import java.util.concurrent.Executor;
import me.fhir.chitchat.admission.ResponsePermits;

/**
 * Who does the work of methods that read much.
 *
 * @param workers threads that may block
 * @param places where what a stream tells is put together, a few at a time
 */
record LongRead(Executor workers, ResponsePermits places) {}
