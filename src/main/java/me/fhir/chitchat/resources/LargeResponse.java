package me.fhir.chitchat.resources;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks resources whose answers may be megabytes that are not streamed; {@link LargeResponseFilter} lets few of them at once. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface LargeResponse {}
