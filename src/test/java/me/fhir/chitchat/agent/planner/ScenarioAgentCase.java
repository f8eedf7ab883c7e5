package me.fhir.chitchat.agent.planner;

import java.util.List;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.InMemoryConversation;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;

/** A scenario agent with a scripted model, in a conversation with an asker. */
abstract class ScenarioAgentCase {
    static final String SCENARIO = """
            {"metadata":{"id":"s1","title":"A case","description":"About a case.","background":"Long ago."},
             "agents":[
              {"agentId":"clerk","principal":{"type":"organization","name":"Office","description":"decides"},
               "situation":"A request is on the desk.","systemPrompt":"Be fair.","goals":["decide"],
               "knowledgeBase":{"policy":"p-7"},
               "tools":[
                {"toolName":"look","description":"Looks.","inputSchema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]},"synthesisGuidance":"Be brief."},
                {"toolName":"see_all","description":"Sees.","inputSchema":{"type":"object"},"oracleSees":"all"},
                {"toolName":"approve","description":"Approves.","inputSchema":{"type":"object"},"endsConversation":true,"conversationEndStatus":"success"}]},
              {"agentId":"asker","principal":{"type":"individual","name":"Ann","description":"asks"},
               "situation":"SECRET-SITUATION","systemPrompt":"SECRET-PROMPT","goals":["SECRET-GOAL"],
               "knowledgeBase":{"diary":"CANARY-4711"},
               "tools":[{"toolName":"secret_tool","description":"SECRET-TOOL","inputSchema":{"type":"object"}}]}]}""";

    static final String DOCUMENT =
            "{\"reasoning\":\"r\",\"output\":{\"docId\":\"d1\",\"name\":\"found.md\",\"contentType\":\"text/markdown\","
                    + "\"content\":\"# Found\",\"summary\":\"It was there.\"}}";

    final InMemoryConversation conversation = new InMemoryConversation(SCENARIO, "asker", "clerk");

    final ScriptedModel model = new ScriptedModel();

    Agent clerk() {
        return clerk(model, AgentConfiguration.DEFAULT);
    }

    static Agent clerk(ChatModel model, AgentConfiguration limits) {
        AgentSpec casting = new AgentSpec("clerk", null, null, new RawJson(SCENARIO), new RawJson("{}"));
        AgentOptions options = AgentOptions.of(new RawJson("{\"model\":\"big\",\"systemPromptExtra\":\"EXTRA\"}"));
        return new PlannerAgentFactory(model, limits).create(casting, options).orElseThrow();
    }

    void hear(String payload) throws InterruptedException {
        conversation.seat("asker").sendMessage(new RawJson(payload), Finality.TURN);
    }

    List<String> ownLines() {
        return conversation.lines().stream()
                .filter(line -> line.startsWith("clerk"))
                .toList();
    }
}
