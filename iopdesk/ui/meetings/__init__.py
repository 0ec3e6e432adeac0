"""Mutual-help meetings: the directory list, referrals, importing lists."""
