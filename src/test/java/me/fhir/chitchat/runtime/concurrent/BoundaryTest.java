package me.fhir.chitchat.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class BoundaryTest {
    private static final Logger LOG = LoggerFactory.getLogger(BoundaryTest.class);

    private final List<String> asked = new ArrayList<>();

    private String subject() {
        asked.add("subject");
        return "A task of this test";
    }

    @Test
    void aFailureEndsHere() {
        Boundary.run(LOG, this::subject, () -> {
            throw new IllegalStateException("expected by this test");
        });
        assertThat(asked).containsExactly("subject");
    }

    @Test
    void theSubjectOfATaskThatSucceedsIsNotPutTogether() {
        List<String> ran = new ArrayList<>();
        Boundary.run(LOG, this::subject, () -> ran.add("task"));
        assertThat(ran).containsExactly("task");
        assertThat(asked).isEmpty();
    }

    @Test
    void anErrorOfTheVirtualMachinePasses() {
        assertThatThrownBy(() -> Boundary.run(LOG, "A task of this test", () -> {
                    throw new OutOfMemoryError("expected by this test");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
