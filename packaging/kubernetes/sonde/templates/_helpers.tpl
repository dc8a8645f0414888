{{- define "sonde.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}-{{ .part }}
{{- end }}

{{- define "sonde.selector" -}}
app.kubernetes.io/name: {{ .part }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "sonde.labels" -}}
{{ include "sonde.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: sonde
{{- end }}

{{- define "sonde.metadata" -}}
name: {{ include "sonde.name" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "sonde.labels" . | nindent 2 }}
{{- end }}

{{- /* Monitors and rules: the labels that the operator's Prometheus selects by. */ -}}
{{- define "sonde.monitored" -}}
{{ include "sonde.metadata" . }}
{{- with .Values.monitoring.labels }}
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "sonde.image" -}}
image: {{ printf "%s/%s:%s" .Values.image.registry .part (.Values.image.tag | default .Chart.AppVersion) }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- end }}

{{- define "sonde.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "sonde.unprivileged" -}}
runAsNonRoot: true
runAsUser: 65534
runAsGroup: 65534
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "sonde.pull" -}}
{{- range .Values.image.pullSecrets }}
- name: {{ . }}
{{- end }}
{{- end }}
