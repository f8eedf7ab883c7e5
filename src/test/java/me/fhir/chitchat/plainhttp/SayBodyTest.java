package me.fhir.chitchat.plainhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import me.fhir.chitchat.conversation.Finality;
import org.junit.jupiter.api.Test;

class SayBodyTest {
    private static final String FORM = "application/x-www-form-urlencoded;charset=utf-8";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void readsAFormWithItsFieldsInAnyOrder() {
        SayBody said = SayBody.read(FORM, "text=first&x=&text&tex=1&end=suc%63ess&text=a+b%26c&textile=2", null);
        assertThat(said.payload().text()).contains("\"text\":\"a b&c\"", "\"status\":\"success\"");
        assertThat(said.finality()).isEqualTo(Finality.CONVERSATION);
        assertThat(SayBody.read(FORM, "text=x&end=", null).finality()).isEqualTo(Finality.TURN);
    }

    @Test
    void aFormOfMillionsOfFieldsTakesNoMemoryForThem() {
        String body = "text=hi" + "&a".repeat(2_000_000);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        SayBody.read(FORM, body, null);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(body.length());
    }
}
