package me.fhir.chitchat.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import me.fhir.chitchat.bridge.BridgeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlesOverRestartTest {
    @TempDir
    Path folder;

    @Test
    void goesOnWithAConversationAfterARestartAndForgetsItWithTheKey() throws Exception {
        BridgeServer first = new BridgeServer(folder);
        first.start();
        String handle = RawMcpClient.scripted(first).begin();
        RawMcpClient.scripted(first).say(handle, "Hello");
        assertThat(RawMcpClient.scripted(first).settled(handle).get("status")).isEqualTo("input-required");
        first.stop();

        BridgeServer second = new BridgeServer(folder);
        second.start();
        RawMcpClient.scripted(second).say(handle, "Here is the letter.");
        assertThat(RawMcpClient.scripted(second).settled(handle).get("status")).isEqualTo("completed");
        second.stop();

        Files.delete(folder.resolve("bridge.key"));
        BridgeServer third = new BridgeServer(folder);
        third.start();
        assertThat(RawMcpClient.scripted(third).failure("check_replies", "{\"conversationId\":\"" + handle + "\"}"))
                .contains("conversationId");
        third.stop();
    }
}
