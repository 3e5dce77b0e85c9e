// Package otlpencodingextension stands in for the Collector's package of that name, which module proxies do not
// serve everywhere. Only the file exporter's own tests import it; they are not run here.
package otlpencodingextension
