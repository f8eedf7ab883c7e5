package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ModelException;

/** Does what a scenario agent has decided on, within one turn. */
final class StepExecutor {
    private static final int PAUSE_MS = 200;
    private static final String APOLOGY =
            "I am sorry, I cannot go on at the moment because of a technical problem on my"
                    + " side. Please give me your last point once more, and I will try again.";

    private final TurnContext context;
    private final Playbook book;
    private final AgentMemory memory;
    private final Oracle oracle;
    private final TimeLimit time;
    private final Traces traces;
    private final int turn;

    StepExecutor(TurnContext context, Playbook book, AgentMemory memory, Oracle oracle, TimeLimit time) {
        this.context = context;
        this.book = book;
        this.memory = memory;
        this.oracle = oracle;
        this.time = time;
        this.traces = new Traces(context, memory);
        this.turn = context.turn();
    }

    /** Does what the model decided; true when that closed the turn. */
    boolean act(Answer.Step chosen, CallLabel label)
            throws ModelException, TimeLimit.UpException, InterruptedException {
        if (!chosen.reasoning().isBlank()) {
            traces.thought(chosen.reasoning());
        }
        Optional<CoreTool> core = CoreTool.of(chosen.tool());
        if (core.isEmpty()) {
            useTool(book.tool(chosen.tool()).orElseThrow(), chosen, label);
            return false;
        }
        Fields args = Fields.of(value(chosen.args()));
        switch (core.get()) {
            case SEND -> {
                Optional<String> refused = send(args);
                if (refused.isPresent()) {
                    traces.failed(traces.call(chosen), refused.get());
                }
                return refused.isEmpty();
            }
            case DONE -> {
                close(args.text("summary"), List.of(), Finality.TURN);
                return true;
            }
            case READ -> {
                read(traces.call(chosen), args.text("name"));
            }
            case SLEEP -> {
                String id = traces.call(chosen);
                Thread.sleep(PAUSE_MS);
                traces.returned(id, "{\"slept\":true}");
            }
        }
        return false;
    }

    private void useTool(RoleTool tool, Answer.Step chosen, CallLabel label)
            throws ModelException, TimeLimit.UpException, InterruptedException {
        String id = traces.call(chosen);
        Oracle.Answer answer;
        try {
            answer = time.within(() -> oracle.execute(book, tool, chosen.args(), memory, label));
        } catch (ModelException | TimeLimit.UpException e) {
            // Nobody should wait for the result of this call.
            traces.failed(id, String.valueOf(e.getMessage()));
            throw e;
        }
        if (answer instanceof Oracle.Output output) {
            traces.returned(id, output.json());
        } else if (answer instanceof Oracle.ToolError error) {
            traces.failed(id, error.reason());
        }
    }

    private void read(String callId, String name) throws InterruptedException {
        Optional<SharedFile> file = memory.file(name);
        if (file.isEmpty()) {
            traces.failed(callId, noSuchFile(name));
            return;
        }
        String id = file.get().storedId();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        if (id == null) {
            shown.put("content", file.get().document().content());
        } else {
            Attachment.Content content = context.attachment(id)
                    .map(stored -> stored.document().content())
                    .orElse(new Attachment.Content("", false));
            shown.put("content", content.base64() ? "(not text: a file of bytes)" : content.text());
        }
        traces.returned(callId, JsonText.write(shown));
    }

    private String noSuchFile(String name) {
        String known =
                String.join(", ", memory.files().stream().map(SharedFile::name).toList());
        return "There is no file called \"" + name + "\"; "
                + (known.isEmpty() ? "there are no files yet." : "there are: " + known + ".");
    }

    /** Sends a message that closes the turn; or says why it could not. */
    private Optional<String> send(Fields args) throws InterruptedException {
        List<SharedFile> files = new ArrayList<>();
        for (String name : attachmentNames(args)) {
            Optional<SharedFile> file = memory.file(name);
            if (file.isEmpty()) {
                return Optional.of(noSuchFile(name));
            }
            if (!files.contains(file.get())) {
                files.add(file.get());
            }
        }
        if (args.text("text").isBlank() && files.isEmpty()) {
            return Optional.of("A message needs a text or an attachment.");
        }
        boolean last = args.text("finality").equals("conversation");
        close(args.text("text"), files, last ? Finality.CONVERSATION : Finality.TURN);
        return Optional.empty();
    }

    private static List<String> attachmentNames(Fields args) {
        List<String> names = new ArrayList<>(args.texts("attachments"));
        for (Fields attachment : args.objects("attachments")) {
            String name = attachment.text("name").isEmpty() ? attachment.text("docId") : attachment.text("name");
            if (!attachment.map().isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Says the last words of this turn; after a decision they are the last words of all and carry its outcome. */
    private void close(String text, List<SharedFile> files, Finality asked) throws InterruptedException {
        Optional<RoleTool> decision = Outbox.decision(book, memory, turn);
        List<SharedFile> sent = new ArrayList<>(files);
        decision.ifPresent(tool -> Outbox.decisionFiles(tool, memory, turn).stream()
                .filter(file -> !sent.contains(file))
                .forEach(sent::add));
        Finality finality = decision.isPresent() ? Finality.CONVERSATION : asked;
        String outcome = decision.map(RoleTool::endStatus).orElse(asked == Finality.CONVERSATION ? "neutral" : null);
        String words =
                !text.isBlank() ? text : sent.isEmpty() ? "I have nothing to add." : "Please see the attachment.";
        context.sendMessage(Outbox.message(words, Outbox.attachments(context, sent), outcome), finality);
    }

    /** Closes a turn that failed; a decision that was made before is not lost. */
    void failure() throws InterruptedException {
        boolean decided = Outbox.decision(book, memory, turn).isPresent();
        close(
                decided ? "Our decision is attached. I could not say more about it for technical reasons." : APOLOGY,
                List.of(),
                Finality.TURN);
    }

    private static Object value(String json) {
        try {
            return JsonText.toMap(json);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a step's args are an object", e);
        }
    }
}
