package me.fhir.chitchat.testrun;

import java.util.Map;

/**
 * A scenario of a suite as the server has it.
 *
 * @param index its place in the suite, from 0
 * @param id under which the server has it
 * @param name for people; no other of the suite has it
 * @param seats who plays each role, in the scenario's order
 */
record PlayedScenario(int index, String id, String name, int runs, Map<String, SeatChoice> seats) {}
