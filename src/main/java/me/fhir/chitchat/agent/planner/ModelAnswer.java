package me.fhir.chitchat.agent.planner;

/** The meaning of a model's answer to a planner prompt. */
sealed interface ModelAnswer {
    /**
     * A step that can be tried.
     *
     * @param tool the name of a tool that there is
     * @param args the text of a JSON object
     * @param ignored how many further steps the answer held, which are not carried out
     */
    record Step(String reasoning, String tool, String args, int ignored) implements ModelAnswer {
        Step(String reasoning, String tool, String args) {
            this(reasoning, tool, args, 0);
        }

        Step because(String other) {
            return reasoning.isBlank() ? new Step(other, tool, args, ignored) : this;
        }
    }

    /** An answer that is not a step, and the correction for the model. */
    record Unusable(String reason) implements ModelAnswer {}
}
