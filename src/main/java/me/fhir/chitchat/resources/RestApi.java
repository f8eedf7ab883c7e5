package me.fhir.chitchat.resources;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import me.fhir.chitchat.http.admission.CorsPolicy;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.runtime.lifecycle.ServerLifecycle;

/**
 * Registers what holds for every path of the REST API: error shapes, body limit, descriptions. Dropwizard's own exception
 * mappers must be switched off ({@code registerDefaultExceptionMappers: false}).
 */
public final class RestApi {
    private RestApi() {}

    /**
     * Registers it before any resource.
     *
     * @param cors which headers an error gets that no filter sees
     * @param outgoing counts what waits for clients
     */
    public static void register(Environment environment, CorsPolicy cors, OutgoingBytes outgoing) {
        addFilter(environment, "addresses", new AddressRules("/api/"));
        setUpJetty(environment, new JsonErrorHandler(cors));
        JerseyEnvironment jersey = environment.jersey();
        jersey.register(new ApiExceptionMapper());
        jersey.register(new ValidationExceptionMapper());
        jersey.register(new ConversationExceptionMapper());
        jersey.register(new HttpExceptionMapper());
        jersey.register(new HeaderSyntaxMapper());
        jersey.register(new JacksonExceptionMapper());
        jersey.register(new UnexpectedErrorMapper());
        jersey.register(new UnreadBodyMapper());
        jersey.register(new BodyLimit());
        jersey.register(new LargeResponseFilter(outgoing.places()));
        jersey.register(new LargeResponses(outgoing));
        jersey.register(new OpenApiResource());
        jersey.register(new LiveResource());
        jersey.register(new WebSocketHintResource());
    }

    private static void addFilter(Environment environment, String name, Filter filter) {
        environment
                .servlets()
                .addFilter(name, filter)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, "/*");
    }

    private static void setUpJetty(Environment environment, JsonErrorHandler errors) {
        environment.getApplicationContext().setErrorHandler(errors);
        AddressRules.apply(environment.getApplicationContext());
        // Requests that Jetty cannot even assign to a context.
        ServerLifecycle.whenStarting(environment, server -> {
            server.setErrorHandler(errors);
            AddressRules.apply(server);
        });
    }
}
