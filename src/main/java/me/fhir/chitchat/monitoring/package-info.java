/** The admin port's metrics for Prometheus and health checks. */
@NullMarked
package me.fhir.chitchat.monitoring;

import org.jspecify.annotations.NullMarked;
