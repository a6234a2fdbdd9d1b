FROM python-base AS production
ARG WORD=none
COPY index.html .
RUN echo "$WORD" >word.txt
CMD exec python3 -m http.server $PORT

FROM production AS development
RUN false
