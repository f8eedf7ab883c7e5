package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import me.fhir.chitchat.conversation.ConversationException;
import org.junit.jupiter.api.Test;

class WaitingCeilingTest {
    private static final WaitingCeiling.Waiter ANN = new WaitingCeiling.Waiter(1, "ann");
    private static final WaitingCeiling.Waiter BEN = new WaitingCeiling.Waiter(1, "ben");

    private final WaitingCeiling ceiling = new WaitingCeiling(2, 3);

    @Test
    void refusesTheSameWaiterBeyondItsShare() {
        ceiling.enter(ANN);
        ceiling.enter(ANN);
        assertThatThrownBy(() -> ceiling.enter(ANN))
                .isInstanceOf(ConversationException.class)
                .hasMessageContaining("your requests");
        assertThatCode(() -> ceiling.enter(BEN)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ceiling.enter(BEN))
                .isInstanceOf(ConversationException.class)
                .hasMessageContaining("this server");
    }

    @Test
    void admitsAgainWhenOneHasLeft() {
        ceiling.enter(ANN);
        ceiling.enter(ANN);
        ceiling.enter(BEN);
        ceiling.leave(ANN);
        assertThatCode(() -> ceiling.enter(BEN)).doesNotThrowAnyException();
        ceiling.leave(BEN);
        assertThatCode(() -> ceiling.enter(ANN)).doesNotThrowAnyException();
    }
}
