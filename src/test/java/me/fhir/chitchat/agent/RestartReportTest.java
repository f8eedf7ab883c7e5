package me.fhir.chitchat.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RestartReportTest {
    @Test
    void writesOneLineForEachReasonHoweverManyConversationsThereAre() {
        Logger log = (Logger) LoggerFactory.getLogger(RestartReport.class);
        Level before = log.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try {
            RestartReport report = new RestartReport();
            for (long conversation = 1; conversation <= 3_000; conversation++) {
                report.stuck(conversation);
                report.refused(conversation, ConversationException.invalid("No such class " + conversation + "."));
            }
            report.failed(7, new IllegalStateException("broken"));
            report.log();
            new RestartReport().log();
            RestartReport.waiting(2_800, 200);
        } finally {
            log.detachAppender(lines);
            log.setLevel(before);
        }
        assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList())
                .isEqualTo(List.of(
                        "The agents of 3000 conversations (1, 2, 3, 4, 5, …) are not started again: their turn was begun"
                                + " 3 times and never got further. Ensure them again to try once more.",
                        "The agents of 3000 conversations (1, 2, 3, 4, 5, …) were not started again; the first: No such"
                                + " class 1.",
                        "The agents of conversation 7 were not started again; why the first:",
                        "The agents of 2800 conversations are not started again yet: at most 200 agents run here. They"
                                + " start when others have ended."));
    }
}
