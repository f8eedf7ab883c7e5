package me.fhir.chitchat.history;

import java.time.Duration;

/**
 * How much a run does.
 *
 * @param talks conversations at the same time
 * @param events after how many acknowledged events a conversation is closed
 * @param length how long further conversations are begun; zero for one each
 * @param pause what a client waits for between two requests, on average
 * @param faultEvery time between two faults, on average
 */
record Plan(int talks, int events, Duration length, Duration pause, Duration faultEvery) {}
