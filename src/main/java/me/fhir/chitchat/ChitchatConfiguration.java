package me.fhir.chitchat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.bridge.BridgeConfiguration;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.CorsPolicy;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.ModelBudgetConfiguration;
import me.fhir.chitchat.orchestrator.CeilingsConfiguration;
import me.fhir.chitchat.orchestrator.OrchestratorConfiguration;
import me.fhir.chitchat.orchestrator.WatchdogConfiguration;
import me.fhir.chitchat.outbound.AllowList;
import me.fhir.chitchat.outbound.OutboundConfiguration;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.websocket.WebSocketConfiguration;
import org.jspecify.annotations.Nullable;

/** The contents of {@code config.yml}; each field is explained there. */
public final class ChitchatConfiguration extends Configuration {
    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    StorageConfiguration storage = new StorageConfiguration(null, null);

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    OrchestratorConfiguration conversations = new OrchestratorConfiguration(null, null);

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    WatchdogConfiguration watchdog = new WatchdogConfiguration(null, null, null, null);

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    WebSocketConfiguration webSocket = new WebSocketConfiguration(null, null, null, null);

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    BridgeConfiguration bridge = new BridgeConfiguration(null);

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    AgentConfiguration agents = AgentConfiguration.DEFAULT;

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    LlmConfiguration llm = new LlmConfiguration();

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    ModelBudgetConfiguration modelBudget = new ModelBudgetConfiguration();

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    OutboundConfiguration outbound = new OutboundConfiguration(null, null, null);

    @Pattern(
            regexp = "\\s*(https?://[^\\s/?#@]+(/[^\\s?#]*)?)?\\s*",
            message = "must be http(s)://host[:port][/path], without user or query")
    @JsonProperty
    @Nullable
    String publicApiBaseUrl;

    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    @Pattern(
            regexp = CorsPolicy.LIST,
            message = "must be a comma list of origins such as https://ui.example, or *, or loopback")
    String corsAllowedOrigins = "loopback";

    @JsonProperty
    @Nullable
    @Pattern(
            regexp = HostCheck.LIST,
            message = "must be a comma list of host names such as chat.example, without http:// and path, or *")
    String allowedHosts;

    @Pattern(
            regexp = ClientAddress.LIST,
            message = "must be a comma list of address ranges such as 10.0.0.0/8 and fd00::/8")
    @JsonProperty
    @Nullable
    String trustedProxies;

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    CeilingsConfiguration ceilings = CeilingsConfiguration.DEFAULT;

    @JsonProperty
    @Nullable
    @Pattern(regexp = "|(?s:.*[^\\p{Z}\\p{C}].*)", message = "must not be blank: leave it out, or give it a token")
    String publishedEditToken;

    @JsonProperty
    boolean publishingNeedsToken;

    @JsonProperty
    @Nullable
    @Pattern(regexp = "\\s*|[\\s\\S]{16,}", message = "must have at least 16 characters, or be left out")
    String seatSecret;

    @JsonProperty
    boolean debugApiEnabled = true;

    /**
     * Determines client addresses behind the trusted proxies.
     *
     * @throws SettingException when one of them is not an address range
     */
    ClientAddress clientAddress() {
        try {
            return new ClientAddress(trustedProxies);
        } catch (IllegalArgumentException e) {
            throw new SettingException("TRUSTED_PROXIES (trustedProxies) cannot be used: " + e.getMessage() + ".");
        }
    }

    /**
     * The addresses that outgoing calls may reach besides public ones.
     *
     * @throws SettingException when an entry is neither an address range nor a host name
     */
    AllowList outboundAllowed() {
        try {
            return outbound.allowList(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new SettingException("OUTBOUND_ALLOW (outbound.allow) cannot be used: " + e.getMessage() + ".");
        }
    }
}
