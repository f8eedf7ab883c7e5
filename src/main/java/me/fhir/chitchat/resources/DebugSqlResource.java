package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import org.jspecify.annotations.Nullable;

/** Runs one SELECT for a person who is debugging. */
@Path("/debug/sql/read")
@Produces(MediaType.APPLICATION_JSON)
public final class DebugSqlResource {
    /** Each statement may take a processor for a second, and its answer may be in memory several times over. */
    private static final int AT_A_TIME = 2;

    private final ReadOnlySql sql;
    private final ResponsePermits places = new ResponsePermits(AT_A_TIME);

    public DebugSqlResource(ReadOnlySql sql) {
        this.sql = sql;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response read(@Context ContainerRequestContext context, InputStream body) {
        Json.Object request = JsonBody.object(body);
        String statement = request.text("sql");
        if (statement == null) {
            throw new ApiException(400, "sql must be a string that holds one SELECT.");
        }
        LargeResponseFilter.takePlace(context, places);
        try {
            ReadOnlySql.QueryResult result = sql.read(statement, parameters(PlainJson.of(request.get("params"))));
            return JsonResponses.ok(JsonWriter.object(json -> {
                PlainJson.write(json.name("rows"), result.rows());
                json.number("ms", result.milliseconds());
                if (result.appliedLimit() != null) {
                    json.number("appliedLimit", result.appliedLimit());
                }
            }));
        } catch (ReadOnlySql.RefusedException e) {
            throw new ApiException(400, e.sentence());
        }
    }

    /** The parameters in plain data. */
    private static ReadOnlySql.Parameters parameters(@Nullable Object value) {
        if (value == null) {
            return ReadOnlySql.Parameters.NONE;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>(list);
            return new ReadOnlySql.Parameters(values, null);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            map.forEach((name, bound) -> values.put(String.valueOf(name), bound));
            return new ReadOnlySql.Parameters(List.of(), values);
        }
        throw new ApiException(400, "params must be a list for ? or an object for :name and $name.");
    }
}
