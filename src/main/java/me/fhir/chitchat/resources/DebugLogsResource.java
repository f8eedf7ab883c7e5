package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.llm.CallFolders;
import org.jspecify.annotations.Nullable;

/** The debug log of model calls, public where the operator enabled that. */
@Path("/debug-logs")
public final class DebugLogsResource {
    private static final int PAGE = 1000;

    private final Optional<CallFolders> published;

    /** @param published empty answers every request with 404 */
    public DebugLogsResource(Optional<CallFolders> published) {
        this.published = published;
    }

    @GET
    public Response top(@QueryParam("page") @Nullable String page, @Context UriInfo uri) {
        return at("", page, uri);
    }

    @GET
    @Path("{path: .+}")
    public Response below(
            @PathParam("path") String path, @QueryParam("page") @Nullable String page, @Context UriInfo uri) {
        return at(path.endsWith("/") ? path.substring(0, path.length() - 1) : path, page, uri);
    }

    private Response at(String path, @Nullable String page, UriInfo uri) {
        CallFolders folders = published.orElseThrow(DebugLogsResource::notFound);
        java.nio.file.Path found = folders.find(path).orElseThrow(DebugLogsResource::notFound);
        try {
            if (!Files.isDirectory(found)) {
                return harmless(Response.ok(Files.newInputStream(found), "text/plain;charset=utf-8"));
            }
            List<CallFolders.FolderEntry> entries = folders.entries(found);
            int number = page == null ? 1 : number(page);
            int from = (int) Math.min((number - 1L) * PAGE, entries.size());
            List<CallFolders.FolderEntry> shown = entries.subList(from, Math.min(from + PAGE, entries.size()));
            var listing = new FolderPage(path, shown, number, from + PAGE < entries.size());
            return harmless(Response.ok(listing.html(uri.getRequestUri().getRawPath()), "text/html;charset=utf-8"));
        } catch (IOException e) {
            throw notFound();
        }
    }

    private static Response harmless(Response.ResponseBuilder response) {
        return response.header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static int number(String page) {
        if (page.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(page);
        }
        throw new ApiException(400, "page must be a number from 1.");
    }

    private static ApiException notFound() {
        return new ApiException(404, "There is no such debug log.");
    }
}
