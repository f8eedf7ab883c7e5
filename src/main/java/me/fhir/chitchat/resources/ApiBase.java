package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

/** Under which address others reach the API. */
@FunctionalInterface
public interface ApiBase {
    /** The base of the API without a slash at its end, such as {@code https://host/api}, as this request sees it. */
    String apiBase(UriInfo uri, HttpHeaders headers);
}
