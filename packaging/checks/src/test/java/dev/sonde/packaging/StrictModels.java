package dev.sonde.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.ScrapeConfig;
import java.util.Map;
import java.util.Optional;

/** Whether a manifest has fields that its kind does not have, or values of another type. */
final class StrictModels {
    private static final String OPERATOR = "monitoring.coreos.com/v1";
    private static final String ACCESS = "rbac.authorization.k8s.io/v1";

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Endpoints", Endpoints.class),
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 Pod", Pod.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 DaemonSet", DaemonSet.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("discovery.k8s.io/v1 EndpointSlice", EndpointSlice.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry(ACCESS + " ClusterRole", ClusterRole.class),
            Map.entry(ACCESS + " ClusterRoleBinding", ClusterRoleBinding.class),
            Map.entry(ACCESS + " Role", Role.class),
            Map.entry(ACCESS + " RoleBinding", RoleBinding.class),
            Map.entry("monitoring.coreos.com/v1alpha1 ScrapeConfig", ScrapeConfig.class),
            Map.entry(OPERATOR + " PodMonitor", PodMonitor.class),
            Map.entry(OPERATOR + " Probe", Probe.class),
            Map.entry(OPERATOR + " PrometheusRule", PrometheusRule.class),
            Map.entry(OPERATOR + " ServiceMonitor", ServiceMonitor.class));

    /** Unknown fields are errors, and no number stands for a text. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // the models take any field that they do not know otherwise
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private StrictModels() {}

    /** What is wrong, empty if nothing is; a kind without a model is wrong too. */
    static Optional<String> trouble(JsonNode manifest) {
        String kind =
                manifest.get("apiVersion").asText() + " " + manifest.get("kind").asText();
        Class<?> model = KINDS.get(kind);
        if (model == null) {
            return Optional.of("no model of " + kind);
        }
        try {
            MAPPER.treeToValue(manifest, model);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(e.getMessage());
        }
    }
}
