"""The way in: first contacts, eligibility, papers, evaluations, and help around the client."""
