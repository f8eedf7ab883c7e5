package me.fhir.chitchat.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.json.Json;
import org.junit.jupiter.api.Test;

class MessageDraftTest {
    private static MessageDraft withAttachments(int count) throws Exception {
        String attachment = "{\"name\":\"a\",\"contentType\":\"text/plain\",\"content\":\"x\"}";
        return MessageDraft.of(
                Json.parseObject("{\"text\":\"x\",\"attachments\":["
                        + String.join(",", Collections.nCopies(count, attachment)) + "]}"),
                Finality.NONE);
    }

    @Test
    void aMessageHasNoMoreAttachmentsThanTheWriterStoresInAMoment() throws Exception {
        assertThat(withAttachments(256).documents()).hasSize(256);
        assertThatThrownBy(() -> withAttachments(257))
                .isInstanceOf(ConversationException.class)
                .hasMessage("messagePayload.attachments may have 256 entries; it has 257."
                        + " Send the others with further messages.");
    }
}
