package me.fhir.chitchat.conversation;

/**
 * Where an event stands in its conversation.
 *
 * @param turn the turn, from 1; 0 is the lane of system notes
 * @param event the place within the turn, from 1
 * @param seq the place in the whole log, from 1, without gaps
 */
public record Position(int turn, int event, long seq) {}
