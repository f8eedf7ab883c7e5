/** The stores over JDBI and the one writer behind them. Only this package and those below it know SQL. */
@NullMarked
package me.fhir.chitchat.db;

import org.jspecify.annotations.NullMarked;
