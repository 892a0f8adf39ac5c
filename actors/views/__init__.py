"""Thin views, one file per noun: fetch what the viewer may see, ask the form, call the service."""
