/** What an operator's tools ask on the admin port: metrics for Prometheus, and health checks. */
@NullMarked
package me.fhir.chitchat.monitoring;

import org.jspecify.annotations.NullMarked;
