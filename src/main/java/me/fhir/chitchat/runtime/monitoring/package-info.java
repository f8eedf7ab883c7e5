/** The admin port's metrics for Prometheus and health checks. */
@NullMarked
package me.fhir.chitchat.runtime.monitoring;

import org.jspecify.annotations.NullMarked;
