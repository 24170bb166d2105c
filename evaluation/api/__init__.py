"""The evaluation's part of the read API: criteria, published results, treaties, findings and conclusions."""
