"""The sample's content: an agreement, and two quarters of results as spreadsheets."""

from alignment_desktop.services.sample.content import (
    DATA_AS_OF,
    RESULTS_FROM,
    RESULTS_TO,
    SEED,
    SampleFile,
    sample_agreement_text,
    sample_histories,
    write_sample,
)

__all__ = [
    "DATA_AS_OF",
    "RESULTS_FROM",
    "RESULTS_TO",
    "SEED",
    "SampleFile",
    "sample_agreement_text",
    "sample_histories",
    "write_sample",
]
