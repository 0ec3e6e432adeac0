"""What a clinician records: questionnaires, six dimensions, history, drug screens."""
