"""What a visitor sees while the ERP is away."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from django_sankhya.exceptions import (
    ServiceRequestInaccessibleException,
    ServiceRequestMalformedAnswerException,
    ServiceRequestTimeoutException,
    ServiceRequestUnavailableException,
)

logger = logging.getLogger(__name__)

UNAVAILABLE = (
    ServiceRequestInaccessibleException,
    ServiceRequestMalformedAnswerException,  # a proxy's page instead of the ERP's answer
    ServiceRequestTimeoutException,
    ServiceRequestUnavailableException,
)


class UnavailableMiddleware:
    """Answer with a plain page and 503 when the ERP can't be reached, in the admin as well."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, UNAVAILABLE):
            return None
        logger.warning("The ERP can't be reached: %s", exception)
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "30"
        return response
