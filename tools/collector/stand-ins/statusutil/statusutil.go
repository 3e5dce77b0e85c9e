// Package statusutil stands in for the Collector's internal package of that name, which module proxies do not
// serve everywhere. The OTLP receiver calls it when it answers a request with an error, and for nothing else.
package statusutil

import (
	"net/http"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var codeByHTTPStatus = map[int]codes.Code{
	http.StatusBadRequest:          codes.InvalidArgument,
	http.StatusUnauthorized:        codes.Unauthenticated,
	http.StatusForbidden:           codes.PermissionDenied,
	http.StatusNotFound:            codes.Unimplemented,
	http.StatusTooManyRequests:     codes.ResourceExhausted,
	http.StatusInternalServerError: codes.Internal,
	http.StatusBadGateway:          codes.Unavailable,
	http.StatusServiceUnavailable:  codes.Unavailable,
	http.StatusGatewayTimeout:      codes.Unavailable,
}

// NewStatusFromMsgAndHTTPCode gives the status that goes into the body of an answer.
func NewStatusFromMsgAndHTTPCode(message string, httpStatus int) *status.Status {
	code, known := codeByHTTPStatus[httpStatus]
	if !known {
		code = codes.Unknown
	}
	return status.New(code, message)
}

// GetRetryInfo finds when the sender may try again, or nil where the status does not say.
func GetRetryInfo(answer *status.Status) *errdetails.RetryInfo {
	for _, detail := range answer.Details() {
		if retry, ok := detail.(*errdetails.RetryInfo); ok {
			return retry
		}
	}
	return nil
}
